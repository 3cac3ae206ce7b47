package division

// CreditKind is the first two characters of a credit code: who registered the organisation, and as what (GB 32100-2015, table 1,
// with the departments added by its amendment).
type CreditKind string

// The kinds that publish reports on information disclosure.
const (
	CreditOrgan       CreditKind = "11" // 机关: governments, departments, their offices
	CreditInstitution CreditKind = "12" // 事业单位: public institutions
	CreditMassGroup   CreditKind = "13" // 群众团体 with posts managed by the central establishment office
	CreditOtherPosts  CreditKind = "19" // other bodies registered by establishment offices
)

// Known tells whether the kind is in the standard's table.
func (k CreditKind) Known() bool { return k.Label() != "" }

// Label gives the official words, department and category: "机构编制 机关". Empty for a kind that the table lacks.
func (k CreditKind) Label() string {
	switch k {
	case CreditOrgan:
		return "机构编制 机关"
	case CreditInstitution:
		return "机构编制 事业单位"
	case CreditMassGroup:
		return "机构编制 群众团体"
	case CreditOtherPosts:
		return "机构编制 其他"
	case "21":
		return "外交 外国常驻新闻机构"
	case "31":
		return "司法行政 律师执业机构"
	case "32":
		return "司法行政 公证处"
	case "33":
		return "司法行政 基层法律服务所"
	case "34":
		return "司法行政 司法鉴定机构"
	case "35":
		return "司法行政 仲裁委员会"
	case "41":
		return "文化 外国在华文化中心"
	case "51":
		return "民政 社会团体"
	case "52":
		return "民政 民办非企业单位"
	case "53":
		return "民政 基金会"
	case "61", "62":
		return "旅游 旅游部门常驻代表机构"
	case "71":
		return "宗教 宗教活动场所"
	case "72":
		return "宗教 宗教院校"
	case "81":
		return "工会 基层工会"
	case "91":
		return "工商 企业"
	case "92":
		return "工商 个体工商户"
	case "93":
		return "工商 农民专业合作社"
	case "A1":
		return "军队 事业单位"
	case "N1":
		return "农业 组级集体经济组织"
	case "N2":
		return "农业 村级集体经济组织"
	case "N3":
		return "农业 乡镇级集体经济组织"
	case "Y1":
		return "其他"
	case "29", "39", "49", "59", "69", "79", "89", "99", "A9", "N9":
		return "其他"
	}
	return ""
}
