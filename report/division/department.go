package division

import (
	"slices"
	"strings"
)

// shortDepartments writes out what departments are called for short, without 局, 委, 厅 at the end.
var shortDepartments = map[string]string{
	"发改": "发展和改革", "发展改革": "发展和改革", "经信": "经济和信息化", "工信": "工业和信息化", "科技": "科学技术", "科": "科学技术",
	"教": "教育", "人社": "人力资源和社会保障", "人力社保": "人力资源和社会保障", "自规": "自然资源和规划", "住建": "住房和城乡建设",
	"住房城乡建设": "住房和城乡建设", "建": "住房和城乡建设", "交": "交通", "农": "农业农村", "卫健": "卫生健康", "卫计": "卫生和计划生育",
	"文旅": "文化和旅游", "文化旅游": "文化和旅游", "市监": "市场监督管理", "市场监管": "市场监督管理", "医保": "医疗保障", "应急": "应急管理",
	"退役军人": "退役军人事务", "国资": "国有资产监督管理", "民宗": "民族宗教事务", "环保": "环境保护", "国土": "国土资源", "人防": "人民防空",
	"城管": "城市管理", "综合执法": "综合行政执法", "计生": "人口和计划生育", "安监": "安全生产监督管理", "食药监": "食品药品监督管理",
	"工商": "工商行政管理", "质监": "质量技术监督", "烟草": "烟草专卖", "粮食和储备": "粮食和物资储备", "林草": "林业和草原", "金融": "金融工作",
	"机关事务": "机关事务管理", "邮政": "邮政管理", "知产": "知识产权", "乡村振兴": "乡村振兴", "数据": "数据",
}

// knownDepartments are the fields of work after which departments are named.
var knownDepartments = strings.Fields(`发展和改革 经济和信息化 工业和信息化 科学技术 教育 教育体育 公安 民政 司法 财政 人力资源和社会保障 自然资源 自然资源和规划 生态环境
环境保护 住房和城乡建设 城乡建设 建设 规划 交通 交通运输 公路 水利 水务 农业 农业农村 林业 林业和草原 畜牧 渔业 海洋 海洋与渔业 商务 文化 旅游
文化和旅游 文化广电和旅游 文化广电旅游 文化广电旅游体育 文化和广电旅游体育 卫生 卫生健康 卫生和计划生育 人口和计划生育 退役军人事务 应急管理
安全生产监督管理 审计 市场监督管理 工商行政管理 质量技术监督 食品药品监督管理 药品监督管理 广播电视 体育 统计 医疗保障 信访 乡村振兴 扶贫开发
国有资产监督管理 城市管理 综合行政执法 城市管理综合执法 城市管理和综合执法 行政审批 行政审批服务 政务服务 政务服务管理 大数据 大数据发展管理
大数据管理 数据 税务 气象 地震 烟草专卖 邮政管理 粮食 粮食和物资储备 能源 金融工作 地方金融监督管理 机关事务管理 外事 侨务 人民防空 国防动员
档案 地方志 供销 国土资源 招商 投资促进 园林 园林绿化 绿化 房产管理 房屋管理 口岸 移民 新闻出版 版权 知识产权 民族宗教事务 民族事务 宗教事务
公积金 消防救援 国家安全 监察 物价 盐务 海事 海关`)

// organEndings are the words that end the name of a department or another organ, the longer ones first.
var organEndings = []string{
	"委员会", "办公室", "办公厅", "管理处", "服务中心", "总队", "支队", "大队", "分局", "总局", "公司", "集团", "医院", "学院", "学校",
	"局", "厅", "委", "办", "处", "署", "院", "所", "站", "队", "中心", "部", "会", "社", "行", "馆", "台", "园",
}

// canonicalDepartment writes a department's name out in full and without what stands in brackets: 发改局 → 发展和改革局, 科委 →
// 科学技术委员会, 财政局(国资办) → 财政局. The second answer tells whether the name is a department's beyond doubt.
func canonicalDepartment(name string) (string, bool) {
	if open := strings.IndexByte(name, '('); open > 0 {
		name = name[:open]
	}
	name, _ = cutEnding(name, []string{"本级", "机关"})
	field, ending := splitOrgan(name)
	if ending == "" {
		return name, false
	}
	if long, ok := shortDepartments[field]; ok && (len(field) > len("科") || ending == "委") {
		field = long
	}
	if !slices.Contains(knownDepartments, field) {
		return name, false
	}
	switch ending {
	case "委":
		ending = "委员会"
	case "办":
		ending = "办公室"
	}
	return field + ending, true
}

// splitOrgan parts a name into the field of work and the word for the organ; that word is empty when the name has none.
func splitOrgan(name string) (field, ending string) {
	field, found := cutEnding(name, organEndings)
	if !found {
		return name, ""
	}
	return field, name[len(field):]
}
