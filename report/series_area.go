package report

// memberKeys are the flows that an area's report sums up from its members. Stocks and lists of items are not
// among them: members share rules and items.
var memberKeys = []Key{
	{Disclosure, RowNormativeDocuments, ColumnIssued},
	{Disclosure, RowLicensing, ColumnDecisions},
	{Disclosure, RowPenalties, ColumnDecisions},
	{Disclosure, RowCoercion, ColumnDecisions},
	{Disclosure, RowFees, ColumnAmount},
	{Applications, RowReceived, ColumnTotal},
	{Applications, RowCarriedIn, ColumnTotal},
	{Applications, RowTotal, ColumnTotal},
	{Applications, RowCarriedOut, ColumnTotal},
	{Disputes, RowReconsideration, ColumnTotal},
	{Disputes, RowDirectSuit, ColumnTotal},
	{Disputes, RowSuitAfter, ColumnTotal},
}

// CheckMembers compares the report of an area with reports of its members on the same year: together they
// cannot count more than the area. Members that were not captured only make their sum smaller, so the rule
// holds for any part of them. Members must not contain each other. It gives nothing for an area's report
// that is not known to be one: an organ's own report is never compared with others. Vertical systems are no
// members of an area and are passed over.
func CheckMembers(area *Report, members []*Report) []Finding {
	if area == nil || area.Agency.Scope != ScopeArea {
		return nil
	}
	var findings []Finding
	for _, k := range memberKeys {
		var m Measure
		whole, ok := k.read(area, &m)
		if !ok {
			continue
		}
		sum, counted := sumOfMembers(area, members, k)
		if counted == 0 || sum.Cmp(whole) <= 0 {
			continue
		}
		f := across(RuleMembersAbove+"."+k.String(), []Key{k}, "汇总数小于所属各机关之和 (an area counts less than its members): %s %d年 %s, 所属 %d 个机关合计 %s",
			area.Agency.Name, area.Year, whole, counted, sum)
		f.Left, f.Right = &sum, &whole
		findings = append(findings, f)
	}
	return findings
}

// sumOfMembers adds up what the members on the year of the area count; amounts in 万元.
func sumOfMembers(area *Report, members []*Report, k Key) (sum Number, counted int) {
	for _, one := range members {
		if one == nil || one.Year != area.Year || one.Agency.Scope == ScopeSystem {
			continue
		}
		var m Measure
		n, ok := k.read(one, &m)
		if !ok {
			continue
		}
		if sum, ok = sum.Add(n); !ok {
			return Number{}, 0
		}
		counted++
	}
	return sum, counted
}
