package report

import "regexp"

// Lang is the language of what people read. Keys, ids and JSON are English always.
type Lang uint8

// The languages.
const (
	English Lang = iota
	Chinese
)

// Say picks one of two texts.
func (l Lang) Say(en, zh string) string {
	if l == Chinese {
		return zh
	}
	return en
}

// word is a text in both languages.
type word struct{ english, chinese string }

func (l Lang) of(w word) string { return l.Say(w.english, w.chinese) }

// Indicator names an indicator.
func (l Lang) Indicator(i Indicator) string { return l.Say(i.English, i.Label) }

// Null says why there is no figure, or no rank.
func (l Lang) Null(n Null) string { return l.Say(n.Meaning(), n.Label()) }

// Break says what changed.
func (l Lang) Break(b Break) string { return l.Say(breakEnglish[b.ID], b.Text) }

// Key names a cell: in Chinese by the labels of its row and column in the newest form that has it.
func (l Lang) Key(k Key) string {
	if l == Chinese {
		return k.Label()
	}
	return k.String()
}

// Cell names the state of a cell.
func (l Lang) Cell(s CellState) string { return l.of(cellWords[s]) }

// Severity names the weight of a finding.
func (l Lang) Severity(s Severity) string { return l.of(severityWords[s]) }

// twofold is the beginning of a finding's message: what is the matter, in both languages.
var twofold = regexp.MustCompile(`^(\p{Han}+) \(([^()]+)\): `)

// Message says a finding in the language, beside its severity: a matter that the severity says already is left out. What
// no rule of this program says stays as it was written down; in Chinese its rule stands before it.
func (l Lang) Message(f Finding) string {
	text, matter := f.Message, ""
	if m := twofold.FindStringSubmatch(text); m != nil {
		text = text[len(m[0]):]
		if m[1] != severityWords[f.Severity].chinese {
			matter = l.Say(m[2]+": ", m[1]+":")
		}
	}
	said, known := l.sentence(f.Relation, text)
	if rule := l.Rule(f.Relation); !known && rule != "" && l == Chinese {
		said = rule + "。" + said
	}
	return matter + said
}

// Fails says what is the matter where a relation of the kind does not hold.
func (l Lang) Fails(k RelationKind) string {
	return l.of([...]word{{"does not balance", "数据不平衡"}, {"unusual numbers", "数据异常"}, {"worth a look", "值得核对"}}[k])
}

// Scope names for whom a report counts.
func (l Lang) Scope(s Scope) string { return l.of(scopeWords[s]) }

// State names a state of the ledger; one that is not known as itself.
func (l Lang) State(s State) string {
	d, known := find(StateDefs(), func(d StateDef) bool { return d.State == s })
	if !known {
		return string(s)
	}
	return l.Say(stateEnglish[s], d.Label)
}

// Status names the status of a reading.
func (l Lang) Status(s Status) string {
	if state, ok := StateOf(s); ok {
		return l.State(state)
	}
	return l.Say("not a report", "不是年度报告")
}

// Kind names the kind of a body; one that has no name here as itself.
func (l Lang) Kind(kind string) string {
	if w, known := kindWords[kind]; known {
		return l.of(w)
	}
	return kind
}

var cellWords = map[CellState]word{
	NotInForm:  {"not in this form", "本表式无此格"},
	Missing:    {"missing from the page", "页面缺此格"},
	Blank:      {"blank", "空白"},
	NA:         {"not applicable as printed", "印作“/”“-”“无”等"},
	Unreadable: {"unreadable", "无法确读"},
	Printed:    {"printed", "原样印出"},
	Split:      {"split from glued digits", "由粘连数字拆出"},
	Implied:    {"implied by the relations", "由勾稽关系推得"},
	Entered:    {"entered by a person", "人工录入"},
}

var severityWords = map[Severity]word{
	Note: {"note", "备注"}, Warning: {"check", "待核"}, Error: {"does not balance", "数据不平衡"},
}

var scopeWords = map[Scope]word{
	ScopeUnknown: {"scope unknown", "范围不明"}, ScopeOrgan: {"the body itself", "本机关"},
	ScopeArea: {"the whole area", "全行政区域汇总"}, ScopeSystem: {"a vertical system", "垂直系统"},
}

var stateEnglish = map[State]string{
	StateConsistent: "consistent", StateFlagged: "to check", StatePartial: "partly read", StateNarrative: "narrative",
	StateTablesMissing: "tables missing", StateImageOnly: "image only", StateUnsupported: "unsupported format",
	StateUnreadable: "unreadable", StateDeclaredAbsent: "declared absent", StateNotFound: "not found",
	StateNotYetDue: "not yet due", StateOverdue: "overdue", StateBlocked: "blocked", StateUnreachable: "unreachable",
	StateNeverLooked: "not looked for", StateDidNotExist: "did not exist", StateExistenceUnknown: "existence unknown",
}

var kindWords = map[string]word{
	"government": {"government", "政府"}, "office": {"office of the government", "政府办公室"}, "department": {"department", "部门"},
	"township": {"township", "乡镇"}, "subdistrict": {"subdistrict", "街道"}, "zone": {"zone", "园区"},
}

// breakEnglish says in English what Break.Text says in Chinese.
var breakEnglish = map[string]string{
	"law.regulation_2008":      "the Regulations on Open Government Information in force from 1 May 2008; 2008 counts eight months",
	"form.2014":                "one national form of statistics; every place counted its own way before",
	"law.litigation_2015":      "lawsuits are registered without examination",
	"law.regulation_2019":      "Regulations revised: answers due in 20 working days (15 before), other kinds of results; 2019 lies in both",
	"form.2019":                "the form of annual reports (trial) replaces the form of statistics",
	"law.fees_2021":            "fees for processing; applications unpaid are closed and counted as otherwise handled",
	"form.2021":                "the form of 2021: normative documents issued, repealed, in force; fees as amounts",
	"law.penalties_2021":       "more kinds of penalties; provinces may let townships impose them",
	"law.reconsideration_2024": "reconsideration must come before a lawsuit about what is not disclosed: fewer direct suits, more reconsiderations",
}
