// Package report is the vocabulary of nianbao: what a 政府信息公开工作年度报告 (yearly report on government
// information disclosure) consists of, how its numbers are named, and what must hold between them.
//
// A reader of the code starts here; every other package speaks in these names.
//
//	key.go        Table, Row, Column and Key: the permanent address of a number, "applications.denied.law.person"
//	variable.go   the permanent short name of the same number for SQL, csv, R and Stata
//	form.go       what a statutory form is; form2019.go, form2021.go, form_applications.go and form_disputes.go hold
//	              the two national forms as data
//	statistics_form.go  the indicators of the form before 2019; statistics_relation.go: what must hold between them
//	number.go     exact decimals; date.go: calendar dates of Asia/Shanghai; hours.go: hours of every day there
//	cell.go       one read number with its state, unit, raw text and place on the page
//	report.go     one report; json.go writes and reads its JSON (schema nianbao.report.v1)
//	relation.go   the arithmetic that the forms prescribe, as data; check.go applies it
//	finding.go    what a careful reader would point out, with the rules that are no relations; suspect.go names
//	              the cell whose change alone would repair what fails
//	status.go     how well a report was read; state.go: what is known of a body in a year; ledger*.go decide it
//	outcome.go    how a request to a portal ended
//	indicator.go  rates and totals that are compared between bodies, and why one has no value: indicator_totals.go,
//	              indicator_rates.go and indicator_quality.go hold them as data, indicator_formula.go, indicator_derived.go
//	              and indicator_tally.go what they are made of, indicator_tallies.go the sums over groups of rows, indicator_null.go
//	              the order of the reasons
//	crosswalk.go  with which numbers each era of tables answers a question, as data (crosswalk_data.go,
//	              crosswalk_disclosure.go, put together in crosswalk_build.go); crosswalk_break.go: changes of law and form;
//	              series.go: a question over the years
//	series_rules.go  rules between the reports of two years and between bodies: what is handed over (series_years.go), amounts
//	              and numbers (series_numbers.go), text that is the same (series_prose.go, series_copies.go), two pages
//	              of one report (series_documents.go), an area and its members (series_area.go)
//	sentence.go   what findings say, in the language of whoever reads it; sentence_data.go holds the sentences
//	words.go      what names of states, findings, scopes and breaks are in Chinese and in English; words_meaning.go: what
//	              they mean; words_reason.go: why a body is in its state;
//	              words_rule.go: what the rules of findings ask for; words_run.go: runs, troubles, changes of bodies, units;
//	              words_series.go: series, eras and how well they answer
//	codebook.go   keys, variables, labels, units and sources in one list
//
// The package reads no files, no network and no clock.
package report
