package report

// State is what is known of a body in a year: exactly one for every body that the register has.
type State string

// The states of the ledger.
const (
	StateConsistent       State = "consistent"
	StateFlagged          State = "flagged"
	StatePartial          State = "partial"
	StateNarrative        State = "narrative"
	StateTablesMissing    State = "tables_missing"
	StateImageOnly        State = "image_only"
	StateUnsupported      State = "unsupported"
	StateUnreadable       State = "unreadable"
	StateDeclaredAbsent   State = "declared_absent"
	StateNotFound         State = "not_found"
	StateNotYetDue        State = "not_yet_due"
	StateOverdue          State = "overdue"
	StateBlocked          State = "blocked"
	StateUnreachable      State = "unreachable"
	StateNeverLooked      State = "never_looked"
	StateDidNotExist      State = "did_not_exist"
	StateExistenceUnknown State = "existence_unknown"
)

// Actor is who must act on a state or an outcome.
type Actor string

// The actors.
const (
	Nobody    Actor = "nobody"
	Program   Actor = "program"   // the next run does it by itself
	Operator  Actor = "operator"  // whoever runs the crawl
	Reader    Actor = "reader"    // whoever uses the data should look
	Developer Actor = "developer" // the program should learn it
)

// StateDef explains a state of the ledger.
type StateDef struct {
	State   State
	Label   string // Chinese
	Meaning string
	Actor   Actor
	// After lists the states that it may follow within one year's ledger; nil means any.
	After []State
}

// StateDefs is the closed table of the ledger in order of precedence: where several hold, the first one counts.
func StateDefs() []StateDef {
	looked := []State{StateNeverLooked, StateNotYetDue, StateNotFound, StateBlocked, StateUnreachable, StateOverdue, StateDeclaredAbsent}
	return []StateDef{
		{StateConsistent, "数据一致", "read whole; every assessable relation closes", Nobody, nil},
		{StateFlagged, "数据存疑", "read; a relation fails or a value is odd", Reader, nil},
		{StatePartial, "部分读取", "read; cells are missing or unreadable", Reader, nil},
		{StateNarrative, "非表式年报", "a report from before the forms, or without tables by its nature", Nobody, nil},
		{StateTablesMissing, "缺少表格", "the report is there, its tables are not", Reader, nil},
		{StateImageOnly, "仅有图片", "the report is a picture", Operator, nil},
		{StateUnsupported, "格式未支持", "the report is a document of a kind that is not read yet", Developer, nil},
		{StateUnreadable, "无法读取", "something was fetched that cannot be read", Developer, nil},
		{StateDeclaredAbsent, "网站称暂无", "the portal says that there is none", Nobody, looked},
		{StateBlocked, "访问受阻", "the portal refused the crawler: a wall, robots, 403", Operator, looked},
		{StateUnreachable, "无法连接", "no answer came: name, connection, time-out, server error", Program, looked},
		{StateOverdue, "逾期未见", "the columns were read to their end after the deadline and it was not there; always with the basis of the deadline", Reader, looked},
		{StateNotYetDue, "未到期限", "the deadline has not passed and it was not there", Program, looked},
		{StateNotFound, "未找到", "the columns were read to their end and it was not there; no deadline is known", Reader, looked},
		{StateNeverLooked, "未查找", "no source covers the body", Operator, []State{}},
		{StateDidNotExist, "当年不存在", "the register says that the body did not exist in the year", Nobody, nil},
		{StateExistenceUnknown, "存续不明", "the year lies outside the editions of the register", Nobody, nil},
	}
}

// StateOf gives the state of the ledger that a reading leads to; false for a page that is no report.
func StateOf(s Status) (State, bool) {
	if s == Unread || s == NotAReport {
		return "", false
	}
	return State(s.String()), true
}
