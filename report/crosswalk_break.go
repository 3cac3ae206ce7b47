package report

// BreakKind says what changed.
type BreakKind string

// The kinds of breaks.
const (
	BreakForm BreakKind = "form" // another table asks another question
	BreakLaw  BreakKind = "law"  // the same question, another law behind it
)

// Break is a point in time at which a series stops meaning what it meant. A line must not be drawn across
// it without a mark.
type Break struct {
	ID     string    `json:"id"`
	Kind   BreakKind `json:"kind"`
	Year   int       `json:"year"`          // the first year reported on that counts otherwise than the years before it
	From   Date      `json:"from,omitzero"` // in force from; zero for a form
	Text   string    `json:"text"`          // Chinese
	Source string    `json:"source"`
}

// Breaks lists the known breaks in order of time.
func Breaks() []Break { return breaks }

// BreakByID finds a break.
func BreakByID(id string) (Break, bool) {
	return find(breaks, func(b Break) bool { return b.ID == id })
}

var breaks = []Break{
	{
		"law.regulation_2008", BreakLaw, 2009,
		Date{2008, 5, 1},
		"《政府信息公开条例》2008年5月1日施行,2008年度只计此后八个月", "国务院令第492号",
	},
	{"form.2014", BreakForm, 2014, Date{}, "改用全国统一的《政府信息公开情况统计表》,此前各地自定指标", "国办发〔2014〕32号"},
	{
		"law.litigation_2015", BreakLaw, 2015,
		Date{2015, 5, 1},
		"行政诉讼改为立案登记制", "行政诉讼法(2014年修正)第五十一条",
	},
	{
		"law.regulation_2019", BreakLaw, 2019,
		Date{2019, 5, 15},
		"条例修订:答复期限由15个工作日(可延15个)改为20个工作日(可延20个),办理结果的分类随之改变;2019年度跨新旧条例",
		"国务院令第711号第三十三条、第三十六条",
	},
	{"form.2019", BreakForm, 2019, Date{}, "改用年度报告格式(试行),统计表停用", notice2019},
	{
		"law.fees_2021", BreakLaw, 2021,
		Date{2021, 1, 1},
		"开始收取信息处理费,逾期未缴费的申请不再处理,计入其他处理", "国办函〔2020〕109号",
	},
	{"form.2021", BreakForm, 2021, Date{}, "改用2021年格式:规范性文件改计制发、废止、现行有效,收费改计金额", notice2021},
	{
		"law.penalties_2021", BreakLaw, 2021,
		Date{2021, 7, 15},
		"行政处罚种类增加,省级可将县级处罚权交由乡镇、街道行使", "行政处罚法(2021年修订)第九条、第二十四条",
	},
	{
		"law.reconsideration_2024", BreakLaw, 2024,
		Date{2024, 1, 1},
		"对不予公开须先申请行政复议再起诉(复议前置):直接起诉减少,行政复议增加", "行政复议法(2023年修订)第二十三条",
	},
}

// breaksBetween gives the named breaks after the year from and not after the year to.
func breaksBetween(ids []string, from, to int) []Break {
	var between []Break
	for _, b := range breaks {
		if b.Year <= from || b.Year > to {
			continue
		}
		for _, id := range ids {
			if id == b.ID {
				between = append(between, b)
			}
		}
	}
	return between
}
