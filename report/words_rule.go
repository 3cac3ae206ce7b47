package report

import "strings"

// Rule explains a relation or another rule of findings by its id; empty when it is unknown. Labels of rows and columns
// are those of the form in both languages.
func (l Lang) Rule(id string) string {
	chinese, known := ruleChinese[id]
	if !known || l == Chinese {
		return chinese
	}
	if english, whole := ruleEnglish[id]; whole {
		return english
	}
	family := id
	for !strings.HasSuffix(family, ".") || ruleEnglish[family] == "" {
		cut := strings.LastIndexByte(strings.TrimSuffix(family, "."), '.')
		if cut < 0 {
			return chinese
		}
		family = family[:cut+1]
	}
	if k, err := ParseKey(strings.TrimPrefix(id, family)); err == nil {
		return k.Label() + ": " + ruleEnglish[family]
	}
	if label, _, labelled := strings.Cut(chinese, ":"); labelled {
		return label + ": " + ruleEnglish[family]
	}
	return ruleEnglish[family]
}

// ruleChinese has every relation and rule by its id.
var ruleChinese = func() map[string]string {
	all := map[string]string{}
	for _, e := range []Edition{Edition2019, Edition2021} {
		for _, r := range Relations(Forms{e, e, e}) {
			all[r.ID] = r.Text
		}
	}
	for _, r := range statisticRelations {
		all[r.ID] = r.Text
	}
	for id, text := range ruleTexts {
		all[id] = text
	}
	for _, r := range AcrossRules() {
		all[r.ID] = r.Text
	}
	return all
}()

// ruleEnglish says the same in English: of one rule by its id, of a family by the beginning of its ids, with a dot at its
// end; the label of the row or column that the Chinese begins with is put before it.
var ruleEnglish = map[string]string{
	"applications.balance.":    "items one and two together equal items three and four together (received and carried in, concluded and carried over)",
	"applications.row.":        "the total equals natural persons, businesses, research, welfare, legal services and others together",
	"applications.column.":     "the total of conclusions (七) equals the results (一) to (六) together",
	"disputes.row.":            "the total equals upheld, corrected, other results and pending together",
	"disclosure.newly_public.": "what was newly made public in the year is at most all that is public",
	"disputes.no_application":  "reconsiderations or lawsuits in a year without an application received or carried in",

	"statistics.a1.1":  "normative documents disclosed are at most all information disclosed",
	"statistics.b2.1a": "press conferences attended by the principal are at most all press conferences",
	"statistics.b2.2a": "online interviews attended by the principal are at most all online interviews",
	"statistics.c1":    "applications received equal those in person, by fax, online and by letter together",
	"statistics.c2":    "applications answered equal those in time and those after an extension together",
	"statistics.c3":    "answers equal the kinds of answers together",
	"statistics.c3.4":  "refusals equal the reasons together",
	"statistics.d":     "reconsiderations equal those upheld, corrected and others together",
	"statistics.e":     "lawsuits equal those upheld or dismissed, corrected and others together",
	"statistics.h3":    "staff equals full-time and part-time staff together",
	RuleCumulative:     "the number of the year is above that of all years together",

	RuleCount:        "a count is a whole number from zero to a trillion; unusually large ones are to be checked",
	RuleUnreadable:   "what stands in the cell cannot be read as a number",
	RuleUnconfirmed:  "the relations have a candidate for an empty cell, and nothing else confirms it",
	RuleThin:         "glued digits were cut by sums alone, and nothing else confirms them",
	RuleEntered:      "a person entered the value",
	RuleOutdated:     "the page has changed since a person entered the value; it is to be checked again",
	RuleMissing:      "the table lacks cells that the form has",
	RuleRemark:       "a sign or remark beside the number may make it mean something else",
	RuleUnit:         "the unit printed is not the one of the form",
	RuleUnconsumed:   "a row or column that no form has",
	RuleTableMissing: "a statutory table is missing",
	RuleLabel:        "a label is damaged, or not that of the form",
	RuleShape:        "a row has another number of cells than the form",
	RuleTwoReports:   "another report stands on the page and was not read",
	RuleDuplicate:    "a table or row stands twice",
	RuleEdition:      "an older form was used, which had been replaced for the year",
	RuleYear:         "sources of the year disagree, or there is none",
	RuleBody:         "sources of the body disagree, or there is none",
	RulePublished:    "sources of the date of publication disagree, or it is damaged",
	RuleReplacement:  "bytes that the encoding does not know",
	RuleForeign:      "words that do not belong there stand inside statutory labels",
	RuleGivenUp:      "the page was not read",
	RuleFlattened:    "the structure of the page could not be read; it was read as flat text",
	RuleNoReport:     "the page is no yearly report on the disclosure of information",
	RuleNoTables:     "the report has no statutory table",
	RuleProseDecides: "glued digits were parted as the prose says",

	RuleProseReceived:        "the prose has another number of applications received than the table",
	RuleProseCarriedIn:       "the prose has another number carried in than the table",
	RuleProseCarriedOut:      "the prose has another number carried over than the table",
	RuleProseConcluded:       "the prose has another number of conclusions than the table",
	RuleProseGranted:         "the prose has another number granted than the table",
	RuleProsePartial:         "the prose has another number granted in part than the table",
	RuleProseDenied:          "the prose has another number of refusals than the table",
	RuleProseUnavailable:     "the prose has another number that could not be provided than the table",
	RuleProseRejected:        "the prose has another number not processed than the table",
	RuleProseOtherwise:       "the prose has another number otherwise handled than the table",
	RuleProseReconsideration: "the prose has another number of reconsiderations than the table",
	RuleProseSuits:           "the prose has another number of lawsuits than the table",
	RuleProseDocuments:       "the prose has another number of normative documents issued than the table",

	RuleCarryOver + ".":    "what is carried in equals what the report of the year before carries over",
	RuleStock + ".":        "what is in force equals what was in force a year before, and issued, less repealed",
	RuleTotalPublic + ".":  "what is public is at most what was public a year before and what was newly made public",
	RuleItems + ".":        "the items of the year before equal those that its own report begins with, and its change",
	RuleMoneyJump + ".":    "the amounts of two years differ about ten thousand times, perhaps yuan in a column of 10,000 yuan or the reverse",
	RuleIdentical:          "the numbers of two years are all the same",
	RuleSameProse:          "the text of two years is the same",
	RuleScopeChange:        "two years count different scopes and were not compared",
	RuleCopiedProse:        "the text is the same as another body's",
	RuleDocuments:          "pages with the report of one body and year have different numbers",
	RuleMembersAbove + ".": "the bodies of the area together are at most what it counts as a whole",
}
