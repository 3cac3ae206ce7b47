package report

func total(r Row) Key               { return Key{Applications, r, ColumnTotal} }
func applicants(c Column) Key       { return Key{Applications, RowReceived, c} }
func disclosed(r Row, c Column) Key { return Key{Disclosure, r, c} }
func dispute(r Row, c Column) Key   { return Key{Disputes, r, c} }
func group(g Group) Derived         { return Derived{g, ColumnTotal} }
func lawsuits(c Column) Derived     { return Derived{GroupLawsuits, c} }

var everyIndicator = func() []Indicator {
	all := append(append([]Indicator{}, totals...), groupTotals()...)
	all = append(append(all, rates...), denialReasons()...)
	return append(append(all, disputeRates...), qualityRates...)
}()

// headline holds what is compared where nothing is asked for.
var headline = func() []Indicator {
	var few []Indicator
	for _, id := range []string{"received", "concluded", "carried_out", "disclosure_rate", "disputes"} {
		i, ok := find(everyIndicator, func(i Indicator) bool { return i.ID == id })
		if !ok {
			panic("report: no indicator " + id)
		}
		few = append(few, i)
	}
	return few
}()

var (
	breaksReconsideration = []string{"law.reconsideration_2024"}
	breaksPenalties       = []string{"law.penalties_2021"}
	breaksFees            = []string{"law.fees_2021"}
)

const (
	unitPercent = "%"
	unitTimes   = "倍"
)

var totals = []Indicator{
	{ID: "received", Label: "新收申请", English: "received", Unit: unitCase, Numerator: plus(total(RowReceived)), Source: "表三第一项"},
	{ID: "carried_in", Label: "上年结转", English: "carried in", Unit: unitCase, Numerator: plus(total(RowCarriedIn)), Source: "表三第二项"},
	{ID: "concluded", Label: "办理结果总计", English: "concluded", Unit: unitCase, Numerator: plus(total(RowTotal)), Source: "表三第三项(七)"},
	{ID: "carried_out", Label: "结转下年", English: "carried over", Unit: unitCase, Numerator: plus(total(RowCarriedOut)), Source: "表三第四项"},
	{ID: "granted", Label: "予以公开", English: "granted", Unit: unitCase, Numerator: plus(total(RowGranted)), Source: "表三第三项(一)"},
	{ID: "partial", Label: "部分公开", English: "granted in part", Unit: unitCase, Numerator: plus(total(RowPartial)), Source: "表三第三项(二)"},
	{
		ID: "disputes", Label: "复议诉讼合计", English: "disputes", Unit: unitCase, Source: "表四各总计之和", Breaks: breaksReconsideration,
		Numerator: plus(dispute(RowReconsideration, ColumnTotal), dispute(RowDirectSuit, ColumnTotal), dispute(RowSuitAfter, ColumnTotal)),
		Note:      "one matter may be counted twice: reconsidered, then taken to court",
	},
	{
		ID: "reconsiderations", Label: "行政复议", English: "reconsiderations", Unit: unitCase, Source: "表四行政复议总计",
		Numerator: plus(dispute(RowReconsideration, ColumnTotal)), Breaks: breaksReconsideration,
	},
	{
		ID: "lawsuits", Label: "行政诉讼", English: "lawsuits", Unit: unitCase, Source: "表四两类诉讼总计之和",
		Numerator: plus(lawsuits(ColumnTotal)), Breaks: breaksReconsideration,
	},
	{ID: "licensing", Label: "行政许可决定", English: "licences", Unit: unitCase, Numerator: plus(disclosed(RowLicensing, ColumnDecisions)), Source: "表二第(五)项"},
	{
		ID: "penalties", Label: "行政处罚决定", English: "penalties", Unit: unitCase, Source: "表二第(六)项",
		Numerator: plus(disclosed(RowPenalties, ColumnDecisions)), Breaks: breaksPenalties,
	},
	{ID: "coercion", Label: "行政强制决定", English: "coercive measures", Unit: unitCase, Numerator: plus(disclosed(RowCoercion, ColumnDecisions)), Source: "表二第(六)项"},
	{
		ID: "normative_issued", Label: "制发规范性文件", English: "normative documents issued", Unit: unitCase, Source: "表二第(一)项,2021年格式",
		Numerator: plus(disclosed(RowNormativeDocuments, ColumnIssued)),
	},
	{
		ID: "normative_net", Label: "规范性文件净增", English: "net growth of normative documents", Kind: KindChange, Unit: unitCase,
		Numerator: plus(disclosed(RowNormativeDocuments, ColumnIssued)).minus(disclosed(RowNormativeDocuments, ColumnRepealed)),
		Source:    "表二第(一)项,2021年格式:制发−废止",
	},
	{
		ID: "normative_in_force", Label: "现行有效规范性文件", English: "normative documents in force", Unit: unitCase,
		Numerator: plus(disclosed(RowNormativeDocuments, ColumnInForce)), Source: "表二第(一)项,2021年格式",
		Stock: true, Note: "a stock at the end of the year: never summed over years",
	},
	{
		ID: "fees", Label: "行政事业性收费", English: "administrative fees", Unit: unitWanYuan, Source: "表二第(八)项,2021年格式",
		Numerator: plus(disclosed(RowFees, ColumnAmount)), Note: "the form of 2019 counts items (项) and has no amount",
	},
	{
		ID: "procurement_projects", Label: "政府集中采购项目", English: "procurement projects", Unit: unitItem, Source: "表二第(九)项,2019年格式",
		Numerator: plus(disclosed(RowProcurement, ColumnProjects)),
	},
	{
		ID: "procurement", Label: "政府集中采购金额", English: "procurement", Unit: unitWanYuan, Source: "表二第(九)项,2019年格式",
		Numerator: plus(disclosed(RowProcurement, ColumnAmount)), Note: "the form prints no unit: null unless the publisher names one",
	},
}

// groupTotals makes a total of each group of table three.
func groupTotals() []Indicator {
	var all []Indicator
	for i, where := range []string{"(三)", "(四)", "(五)", "(六)"} {
		def := groupDefs[i]
		one := Indicator{
			ID: "derived." + def.name, Label: def.label + "合计", English: def.english, Unit: unitCase,
			Numerator: plus(group(Group(i))), Source: "表三第三项" + where + "各行之和,格式未列此数",
		}
		if Group(i) == GroupOtherwise {
			one.Breaks = breaksFees
		}
		all = append(all, one)
	}
	return all
}
