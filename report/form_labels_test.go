package report_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/report"
)

// TestStatutoryLabels holds keys against the wording of the two notices, copied by hand from their annexes: caption or groups, row
// and column as they are printed, with / between. Nothing here is made from the forms.
func TestStatutoryLabels(t *testing.T) {
	const (
		results = "三、本年度办理结果"
		legal   = "法人或其他组织"
		who     = "申请人情况"
	)
	for _, c := range []struct{ edition, key, groups, row, columns string }{
		// 国办公开办函〔2021〕30号, table two
		{"2021", "disclosure.rules.issued", "第二十条第(一)项", "规章", "本年制发件数"},
		{"2021", "disclosure.rules.in_force", "第二十条第(一)项", "规章", "现行有效件数"},
		{"2021", "disclosure.normative_documents.repealed", "第二十条第(一)项", "行政规范性文件", "本年废止件数"},
		{"2021", "disclosure.licensing.decisions", "第二十条第(五)项", "行政许可", "本年处理决定数量"},
		{"2021", "disclosure.penalties.decisions", "第二十条第(六)项", "行政处罚", "本年处理决定数量"},
		{"2021", "disclosure.coercion.decisions", "第二十条第(六)项", "行政强制", "本年处理决定数量"},
		{"2021", "disclosure.fees.amount", "第二十条第(八)项", "行政事业性收费", "本年收费金额(单位:万元)"},
		// table three
		{"2021", "applications.received.person", "", "一、本年新收政府信息公开申请数量", who + "/自然人"},
		{"2021", "applications.carried_in.business", "", "二、上年结转政府信息公开申请数量", legal + "/商业企业"},
		{"2021", "applications.granted.research", results, "(一)予以公开", legal + "/科研机构"},
		{"2021", "applications.partial.welfare", results, "(二)部分公开(区分处理的,只计这一情形,不计其他情形)", legal + "/社会公益组织"},
		{"2021", "applications.denied.state_secret.legal", results + "/(三)不予公开", "1.属于国家秘密", legal + "/法律服务机构"},
		{"2021", "applications.denied.law.other", results + "/(三)不予公开", "2.其他法律行政法规禁止公开", legal + "/其他"},
		{"2021", "applications.denied.safety.total", results + "/(三)不予公开", "3.危及“三安全一稳定”", who + "/总计"},
		{"2021", "applications.denied.third_party.person", results + "/(三)不予公开", "4.保护第三方合法权益", who + "/自然人"},
		{"2021", "applications.denied.internal.person", results + "/(三)不予公开", "5.属于三类内部事务信息", who + "/自然人"},
		{"2021", "applications.denied.process.person", results + "/(三)不予公开", "6.属于四类过程性信息", who + "/自然人"},
		{"2021", "applications.denied.enforcement.person", results + "/(三)不予公开", "7.属于行政执法案卷", who + "/自然人"},
		{"2021", "applications.denied.query.person", results + "/(三)不予公开", "8.属于行政查询事项", who + "/自然人"},
		{"2021", "applications.unavailable.not_held.total", results + "/(四)无法提供", "1.本机关不掌握相关政府信息", who + "/总计"},
		{"2021", "applications.unavailable.not_compiled.total", results + "/(四)无法提供", "2.没有现成信息需要另行制作", who + "/总计"},
		{"2021", "applications.unavailable.unclear.total", results + "/(四)无法提供", "3.补正后申请内容仍不明确", who + "/总计"},
		{"2021", "applications.rejected.petition.other", results + "/(五)不予处理", "1.信访举报投诉类申请", legal + "/其他"},
		{"2021", "applications.rejected.repeat.other", results + "/(五)不予处理", "2.重复申请", legal + "/其他"},
		{"2021", "applications.rejected.publication.other", results + "/(五)不予处理", "3.要求提供公开出版物", legal + "/其他"},
		{"2021", "applications.rejected.excessive.other", results + "/(五)不予处理", "4.无正当理由大量反复申请", legal + "/其他"},
		{"2021", "applications.rejected.reissue.other", results + "/(五)不予处理", "5.要求行政机关确认或重新出具已获取信息", legal + "/其他"},
		{"2021", "applications.otherwise.uncorrected.person", results + "/(六)其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", who + "/自然人"},
		{"2021", "applications.otherwise.unpaid.person", results + "/(六)其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", who + "/自然人"},
		{"2021", "applications.otherwise.rest.person", results + "/(六)其他处理", "3.其他", who + "/自然人"},
		{"2021", "applications.total.total", results, "(七)总计", who + "/总计"},
		{"2021", "applications.carried_out.total", "", "四、结转下年度继续办理", who + "/总计"},
		// table four
		{"2021", "disputes.reconsideration.upheld", "", "行政复议", "结果维持"},
		{"2021", "disputes.reconsideration.corrected", "", "行政复议", "结果纠正"},
		{"2021", "disputes.direct_suit.other", "行政诉讼", "未经复议直接起诉", "其他结果"},
		{"2021", "disputes.suit_after.pending", "行政诉讼", "复议后起诉", "尚未审结"},
		{"2021", "disputes.suit_after.total", "行政诉讼", "复议后起诉", "总计"},
		// 国办公开办函〔2019〕60号
		{"2019", "disclosure.rules.produced", "第二十条第(一)项", "规章", "本年新制作数量"},
		{"2019", "disclosure.normative_documents.newly_public", "第二十条第(一)项", "规范性文件", "本年新公开数量"},
		{"2019", "disclosure.normative_documents.total_public", "第二十条第(一)项", "规范性文件", "对外公开总数量"},
		{"2019", "disclosure.licensing.prior_items", "第二十条第(五)项", "行政许可", "上一年项目数量"},
		{"2019", "disclosure.other_services.change", "第二十条第(五)项", "其他对外管理服务事项", "本年增/减"},
		{"2019", "disclosure.other_services.decisions", "第二十条第(五)项", "其他对外管理服务事项", "处理决定数量"},
		{"2019", "disclosure.penalties.prior_items", "第二十条第(六)项", "行政处罚", "上一年项目数量"},
		{"2019", "disclosure.coercion.decisions", "第二十条第(六)项", "行政强制", "处理决定数量"},
		{"2019", "disclosure.fees.prior_items", "第二十条第(八)项", "行政事业性收费", "上一年项目数量"},
		{"2019", "disclosure.fees.change", "第二十条第(八)项", "行政事业性收费", "本年增/减"},
		{"2019", "disclosure.procurement.projects", "第二十条第(九)项", "政府集中采购", "采购项目数量"},
		{"2019", "disclosure.procurement.amount", "第二十条第(九)项", "政府集中采购", "采购总金额"},
		{"2019", "applications.received.total", "", "一、本年新收政府信息公开申请数量", who + "/总计"},
		{"2019", "applications.partial.person", results, "(二)部分公开(区分处理的,只计这一情形,不计其他情形)", who + "/自然人"},
		{"2019", "applications.denied.internal.business", results + "/(三)不予公开", "5.属于三类内部事务信息", legal + "/商业企业"},
		{"2019", "applications.otherwise.legal", results, "(六)其他处理", legal + "/法律服务机构"},
		{"2019", "applications.carried_out.research", "", "四、结转下年度继续办理", legal + "/科研机构"},
		{"2019", "disputes.direct_suit.pending", "行政诉讼", "未经复议直接起诉", "尚未审结"},
	} {
		k := key(t, c.key)
		edition := map[string]report.Edition{"2019": report.Edition2019, "2021": report.Edition2021}[c.edition]
		row, column, ok := k.Definition(edition)
		if !ok {
			t.Errorf("%s %s: the form has no such cell", c.edition, c.key)
			continue
		}
		groups := strings.Join(row.Groups, "/")
		form, _ := report.FormOf(k.Table, edition)
		for _, b := range form.Blocks {
			for _, r := range b.Rows {
				if r.Row == k.Row && b.Caption != "" {
					groups = b.Caption
				}
			}
		}
		columns := strings.TrimPrefix(column.Group+"/"+column.Label, "/")
		if groups != c.groups || row.Label != c.row || columns != c.columns {
			t.Errorf("%s %s: %s | %s | %s, the notice has %s | %s | %s", c.edition, c.key, groups, row.Label, columns, c.groups, c.row, c.columns)
		}
	}
	for _, c := range []struct{ edition, key string }{
		{"2019", "disclosure.fees.amount"},
		{"2019", "disclosure.rules.issued"},
		{"2019", "applications.otherwise.rest.person"},
		{"2021", "disclosure.procurement.amount"},
		{"2021", "disclosure.other_services.decisions"},
		{"2021", "applications.otherwise.person"},
	} {
		if edition := map[string]report.Edition{"2019": report.Edition2019, "2021": report.Edition2021}[c.edition]; key(t, c.key).In(edition) {
			t.Errorf("%s is in the form of %s", c.key, c.edition)
		}
	}
}
