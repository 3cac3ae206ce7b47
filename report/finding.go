package report

import (
	"maps"
	"slices"
)

// Fault says whose error a finding shows. It never accuses: publisher means that the numbers do not agree as printed.
type Fault uint8

// The faults.
const (
	FaultUndetermined Fault = iota
	FaultPublisher          // every cell involved was read from a grid or another unambiguous place
	FaultReader             // the page was not understood
)

// String gives the name used outside.
func (f Fault) String() string { return [...]string{"undetermined", "publisher", "reader"}[f] }

// MarshalText writes the fault for JSON.
func (f Fault) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads a fault from JSON.
func (f *Fault) UnmarshalText(b []byte) error {
	return unmarshalName(f, []Fault{FaultUndetermined, FaultPublisher, FaultReader}, b, "fault")
}

// Finding is something about a report that a careful reader would point out.
type Finding struct {
	Relation string    `json:"relation"` // the id of a relation, or of a rule such as cell.count
	Severity Severity  `json:"severity"`
	Cells    []Key     `json:"cells"`
	Fault    Fault     `json:"fault"`
	Message  string    `json:"message"`
	Left     *Number   `json:"left,omitempty"`     // the sums of both sides of a broken relation
	Right    *Number   `json:"right,omitempty"`    //
	Suspects []Suspect `json:"suspects,omitempty"` // cells of which each alone would explain it
	// Candidates are readings between which the page does not decide.
	Candidates []string `json:"candidates,omitempty"`
}

// Suspect is a cell with the only value that would let every relation about it hold. It is a hint for the
// person who looks; the printed number stays.
type Suspect struct {
	Cell Key    `json:"cell"`
	Fits Number `json:"fits"`
}

// Rules that are no relations between cells.
const (
	RuleCount        = "cell.count"         // a count has a fraction or is negative, or a number is beyond all measure
	RuleUnreadable   = "cell.unreadable"    // something stands in a cell that is no number
	RuleUnconfirmed  = "cell.unconfirmed"   // an empty cell for which the relations have a candidate, and nothing else agrees
	RuleThin         = "cell.thin"          // glued digits that were cut by sums which nothing else checks
	RuleEntered      = "cell.entered"       // a person entered a value; or it was not taken, because the page prints a number
	RuleOutdated     = "cell.outdated"      // a person entered a value for an earlier content of the page
	RuleMissing      = "cell.missing"       // the form has cells that the page does not have
	RuleRemark       = "cell.remark"        // a sign or a remark beside a number may make it mean something else
	RuleUnit         = "cell.unit"          // the unit printed in a cell is not the one of the form
	RuleUnconsumed   = "table.unconsumed"   // a row or column that no form knows
	RuleTableMissing = "table.missing"      // a statutory table is not on the page
	RuleLabel        = "table.label"        // a label was recognised in spite of damage
	RuleShape        = "table.shape"        // a row has another number of cells than the form
	RuleTwoReports   = "page.two_reports"   // another report stands on the page and was not read
	RuleDuplicate    = "table.duplicate"    // a table or row stands twice on the page
	RuleEdition      = "form.edition"       // an older form than the one in force for the year
	RuleYear         = "head.year"          // sources of the year disagree, or there is none
	RuleBody         = "head.body"          // sources of the body disagree, or there is none
	RulePublished    = "head.published"     // sources of the publication date disagree, or it is damaged
	RuleReplacement  = "page.replacement"   // bytes that the encoding does not know
	RuleForeign      = "page.foreign_words" // words inside statutory labels that do not belong there
	RuleGivenUp      = "page.given_up"      // the page was not read, and why
	RuleFlattened    = "page.flattened"     // the page was read as flat text instead of as a tree
	RuleNoReport     = "page.no_report"     // what shows that the page is no report
	RuleNoTables     = "page.no_tables"     // what stands in place of the statutory tables
	RuleProseDecides = "prose.decides"      // glued digits that were parted as the prose says
)

// Rules between a number said in the prose and the tables: no lawful meaning of the sentence agrees with the cells.
const (
	RuleProseReceived        = "prose.received"
	RuleProseCarriedIn       = "prose.carried_in"
	RuleProseCarriedOut      = "prose.carried_out"
	RuleProseConcluded       = "prose.concluded"
	RuleProseGranted         = "prose.granted"
	RuleProsePartial         = "prose.partial"
	RuleProseDenied          = "prose.denied"
	RuleProseUnavailable     = "prose.unavailable"
	RuleProseRejected        = "prose.rejected"
	RuleProseOtherwise       = "prose.otherwise"
	RuleProseReconsideration = "prose.reconsideration"
	RuleProseSuits           = "prose.suits"
	RuleProseDocuments       = "prose.normative_documents"
)

// RuleText explains a rule that is no relation between cells; empty when it is unknown.
func RuleText(id string) string {
	for i := range statisticRelations {
		if rel := &statisticRelations[i]; rel.ID == id {
			return rel.Text
		}
	}
	return ruleTexts[id]
}

var ruleTexts = map[string]string{
	RuleCount:        "计数应为非负整数,且不超过一万亿;大得反常的数须核对",
	RuleUnreadable:   "单元格内容无法读作数字",
	RuleUnconfirmed:  "空白单元格可由勾稽关系推出候选值,但无其他关系佐证",
	RuleThin:         "连写的数字仅凭求和关系拆开,无其他关系佐证",
	RuleEntered:      "数值由人工录入",
	RuleOutdated:     "页面内容已变更,原人工录入的数值须重新核对",
	RuleMissing:      "表格缺少规定的单元格",
	RuleRemark:       "数字前后附有符号或说明,含义可能不同",
	RuleUnit:         "单元格内的单位与格式规定不同",
	RuleUnconsumed:   "格式之外的行或列",
	RuleTableMissing: "缺少规定的表格",
	RuleLabel:        "标签文字残缺或与格式不同",
	RuleShape:        "行的单元格数与格式不同",
	RuleTwoReports:   "同一页面另有一份报告,未读取",
	RuleDuplicate:    "同一表格或行出现两次",
	RuleEdition:      "使用了当年已被替换的旧格式",
	RuleYear:         "年度依据不一致或缺失",
	RuleBody:         "机关名称依据不一致或缺失",
	RulePublished:    "发布日期依据不一致或残缺",
	RuleReplacement:  "编码无法识别的字节",
	RuleForeign:      "法定标签中夹有外来文字",
	RuleGivenUp:      "页面未读取",
	RuleFlattened:    "页面无法解析为结构,按纯文本读取",
	RuleNoReport:     "页面不是政府信息公开工作年度报告",
	RuleNoTables:     "报告没有法定表格",
	RuleProseDecides: "连写的数字按正文所述数字拆开",
	RuleCumulative:   "统计表当年数大于历年累计数",

	RuleProseReceived:        "正文所述收到申请数与表格不同",
	RuleProseCarriedIn:       "正文所述上年结转数与表格不同",
	RuleProseCarriedOut:      "正文所述结转下年度数与表格不同",
	RuleProseConcluded:       "正文所述办结数与表格不同",
	RuleProseGranted:         "正文所述予以公开数与表格不同",
	RuleProsePartial:         "正文所述部分公开数与表格不同",
	RuleProseDenied:          "正文所述不予公开数与表格不同",
	RuleProseUnavailable:     "正文所述无法提供数与表格不同",
	RuleProseRejected:        "正文所述不予处理数与表格不同",
	RuleProseOtherwise:       "正文所述其他处理数与表格不同",
	RuleProseReconsideration: "正文所述行政复议数与表格不同",
	RuleProseSuits:           "正文所述行政诉讼数与表格不同",
	RuleProseDocuments:       "正文所述制发规范性文件数与表格不同",
}

// Rules lists the ids of the rules that are no relations, in alphabetical order.
func Rules() []string { return slices.Sorted(maps.Keys(ruleTexts)) }
