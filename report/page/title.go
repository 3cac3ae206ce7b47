package page

// OtherPapers are words that titles of yearly reports on disclosure never have, and those of papers about them or beside
// them do: alternatives, with | between them. Whoever finds pages and whoever reads them each knows further ones, for a
// wrong guess of the one costs a request and of the other a report.
const OtherPapers = "解读|图解|图说|汇总|培训|预算|决算"
