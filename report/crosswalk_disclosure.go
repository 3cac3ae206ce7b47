package report

var disclosureSeries = func() []Series {
	norm := func(c Column) Formula { return plus(disclosed(RowNormativeDocuments, c)) }
	all := []Series{
		{
			ID: "normative_issued", Label: "制发规范性文件", English: "normative documents issued", Unit: unitCase, Table: Disclosure,
			Eras: [eraCount]Match{
				nearly(plus(local("新增的行政规范性文件数")), noteLocal), nearly(plus(stat("a1.2")), "制发规范性文件总数"),
				nearly(norm(ColumnProduced), "规范性文件本年新制作数量,未限于行政规范性文件"), exact(norm(ColumnIssued)),
			},
		},
		{
			ID: "normative_public", Label: "公开规范性文件", English: "normative documents published", Unit: unitCase, Table: Disclosure,
			Eras: [eraCount]Match{absent(), exact(plus(stat("a1.1")), "单位为条"), nearly(norm(ColumnNewlyPublic), "规范性文件本年新公开数量"), absent()},
		},
		{
			ID: "normative_in_force", Label: "现行有效规范性文件", English: "normative documents in force", Unit: unitCase, Table: Disclosure,
			Eras: [eraCount]Match{absent(), absent(), broken(norm(ColumnTotalPublic), "对外公开总数量,不是现行有效件数"), exact(norm(ColumnInForce))},
		},
		{
			ID: "fees", Label: "行政事业性收费", English: "administrative fees", Unit: unitWanYuan, Table: Disclosure,
			Eras: [eraCount]Match{
				absent("只计依申请公开的收费"), broken(plus(money(stat("g"))), "只计依申请公开信息收取的费用"),
				absent("只计项目数,无金额"), exact(plus(disclosed(RowFees, ColumnAmount))),
			},
		},
		{
			ID: "procurement_projects", Label: "政府集中采购项目", English: "procurement projects", Unit: unitItem, Table: Disclosure,
			Eras: [eraCount]Match{absent(), absent(), exact(plus(disclosed(RowProcurement, ColumnProjects))), absent()},
		},
		{
			ID: "procurement", Label: "政府集中采购金额", English: "procurement", Unit: unitWanYuan, Table: Disclosure,
			Eras: [eraCount]Match{absent(), absent(), exact(plus(disclosed(RowProcurement, ColumnAmount)), "格式未印单位,仅取单位明确的"), absent()},
		},
	}
	for _, row := range []struct {
		row            Row
		label, english string
		breaks         []string
	}{
		{RowLicensing, "行政许可", "licences", nil},
		{RowPenalties, "行政处罚", "penalties", []string{lawPenalties}},
		{RowCoercion, "行政强制", "coercive measures", nil},
	} {
		all = append(all, since2019(row.row.String(), row.label+"决定", row.english, plus(disclosed(row.row, ColumnDecisions)), row.breaks...))
		all = append(all, Series{
			ID: row.row.String() + "_items", Label: row.label + "项目", English: row.english + ": items", Unit: unitItem, Table: Disclosure,
			Eras: [eraCount]Match{
				absent(), absent(), exact(plus(disclosed(row.row, ColumnPriorItems), disclosed(row.row, ColumnChange)), "上一年项目数量加本年增减"), absent(),
			},
		})
	}
	return all
}()

// formerSeries are the questions that no form asks since 2019.
var formerSeries = []Series{
	only2014("items_public", "主动公开信息", "items published", "条", "a1", nearly(plus(local("主动公开信息数", "主动公开文件数")), noteLocal)),
	only2014("received_in_person", "当面申请", "applications in person", unitCase, "c1.1", nearly(plus(local("当面申请数", "c1.1")), noteLocal)),
	only2014("received_by_fax", "传真申请", "applications by fax", unitCase, "c1.2", nearly(plus(local("传真申请数", "c1.2")), noteLocal)),
	only2014("received_online", "网络申请", "applications online", unitCase, "c1.3", nearly(plus(local("网上申请数", "c1.3")), noteLocal)),
	only2014("received_by_letter", "信函申请", "applications by letter", unitCase, "c1.4", nearly(plus(local("信函申请数", "c1.4")), noteLocal)),
	only2014("concluded_in_time", "按时办结", "concluded in time", unitCase, "c2.1", absent()),
	only2014("concluded_extended", "延期办结", "concluded after extension", unitCase, "c2.2", absent()),
	only2014("complaints", "举报投诉", "complaints", unitCase, "f", absent()),
	{
		ID: "application_fees", Label: "依申请公开收费", English: "fees for applications", Unit: unitWanYuan, Table: Applications,
		Eras: [eraCount]Match{
			nearly(plus(money(local("依申请公开信息收取的费用", "g"))), noteLocal), exact(plus(money(stat("g")))),
			absent(), absent("信息处理费只在正文第六部分说明"),
		},
		Breaks: []string{lawFees},
	},
	only2014("offices", "专门机构", "offices", "个", "h1", absent()),
	only2014("reading_points", "查阅点", "reading points", "个", "h2", absent()),
	only2014("staff", "工作人员", "staff", "人", "h3", absent()),
	only2014("staff_full_time", "专职人员", "full-time staff", "人", "h3.1", absent()),
	only2014("staff_part_time", "兼职人员", "part-time staff", "人", "h3.2", absent()),
	only2014("budget", "专项经费", "budget", unitWanYuan, "h4", absent()),
	only2014("meetings", "工作会议", "meetings", "次", "i1", absent()),
	only2014("trainings", "培训班", "trainings", "次", "i2", absent()),
	only2014("trained", "接受培训人员", "people trained", "人次", "i3", absent()),
}
