package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/extract/blank"
	"github.com/nianbao/nianbao/extract/grid"
	"github.com/nianbao/nianbao/extract/printed"
)

// field is a piece of information that portals print above a document, each under one of several labels.
type field uint8

const (
	noField    field = iota
	fieldIndex       // 索引号
	fieldBody        // 发布机构
	fieldTitle       // 名称
	fieldDate        // 发布日期
	fieldMade        // 成文日期: the date of the document, not of its publication
	fieldFrom        // 来源
	otherField       // known, and not wanted: it only ends the value before it
	fieldCount
)

// fieldLabels are the labels of the header tables and lines of the portals' content systems.
var fieldLabels = map[string]field{
	"索引号": fieldIndex, "信息索引号": fieldIndex, "索取号": fieldIndex, "索引编号": fieldIndex,
	"发布机构": fieldBody, "发文机关": fieldBody, "发布单位": fieldBody, "发文机构": fieldBody, "发文单位": fieldBody,
	"公开主体": fieldBody, "信息公开主体": fieldBody, "公开机构": fieldBody, "制发机关": fieldBody, "发布机关": fieldBody,
	"名称": fieldTitle, "标题": fieldTitle, "信息名称": fieldTitle, "文件名称": fieldTitle,
	"发布日期": fieldDate, "发布时间": fieldDate, "发文日期": fieldDate, "公开日期": fieldDate, "公开时间": fieldDate,
	"信息发布日期": fieldDate, "日期": fieldDate, "时间": fieldDate, "发文时间": fieldDate,
	"成文日期": fieldMade, "生成日期": fieldMade, "成文时间": fieldMade, "生成时间": fieldMade,
	"来源": fieldFrom, "信息来源": fieldFrom, "文章来源": fieldFrom, "稿件来源": fieldFrom,
	"公开方式": otherField, "公开形式": otherField, "分类": otherField, "主题分类": otherField, "组配分类": otherField,
	"信息分类": otherField, "文号": otherField, "发文字号": otherField, "责任部门": otherField, "有效性": otherField,
	"主题词": otherField, "关键词": otherField, "访问次数": otherField, "浏览次数": otherField, "点击数": otherField,
	"点击次数": otherField, "阅读次数": otherField, "浏览量": otherField, "字体": otherField, "字号": otherField, "作者": otherField,
	"责任编辑": otherField, "体裁分类": otherField, "公开时限": otherField, "公开范围": otherField, "栏目": otherField,
	"原文链接": otherField, "所属主题": otherField, "体裁": otherField, "服务对象": otherField, "内容概述": otherField, "生效日期": otherField,
	"废止日期": otherField, "有效期": otherField, "信息类别": otherField, "主题": otherField, "分享": otherField, "分享到": otherField,
}

const (
	longestFieldLabel = 6  // characters
	longestFieldText  = 60 // bytes of a label with blanks between its characters
)

// fieldOf tells which field a text labels; the colon and white space do not count.
func fieldOf(text string) field {
	if len(text) > longestFieldText {
		return noField
	}
	return fieldLabels[strings.Trim(printed.Normal(text), ":()")]
}

// fields are the values found, the first of each.
type fields [fieldCount]string

func (f *fields) put(what field, value string) {
	value = trimValue(value)
	if value == "" || f[what] != "" {
		return
	}
	if next, _ := labelAt(value); next == noField {
		f[what] = value
	}
}

func trimValue(s string) string {
	return blank.Trim(strings.Trim(blank.Trim(s), ":：[]【】|"))
}

// table reads a table of labels and values: a label cell, its value in the next cell.
func (f *fields) table(g *grid.Grid) {
	for r := range g.Rows {
		cells := g.Row(r)
		for i := range cells {
			if what := fieldOf(cells[i].Text); what == noField {
				f.line(cells[i].Text)
			} else if i+1 < len(cells) {
				f.put(what, cells[i+1].Text)
			}
		}
	}
}

// line reads labels and their values from one line: 索 引 号 1133… 公开方式 主动公开 成文日期 2024-01-16. A label begins the
// line or follows a blank, and a colon or a blank follows it.
func (f *fields) line(text string) {
	if len(text) > 800 {
		return
	}
	what, start := noField, 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r < 0x4e00 {
			i += size
			continue
		}
		found, end := noField, 0
		if i == 0 || isGap(text[:i]) {
			found, end = labelAt(text[i:])
		}
		if found == noField {
			i += size
			continue
		}
		f.put(what, text[start:i])
		i += end
		what, start = found, i
	}
	f.put(what, text[start:])
}

// isGap tells whether a text ends with something that can stand before a label.
func isGap(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return blank.Is(r) || strings.ContainsRune("|[]【】()（）·:：;；,，/", r)
}

// labelAt reads a label at the beginning of a text, with blanks between its characters.
func labelAt(text string) (what field, end int) {
	var name []byte
	count := 0
	for i, r := range text {
		switch {
		case blank.Is(r) && count > 0:
			continue
		case r < 0x4e00 || r > 0x9fff || count == longestFieldLabel:
			return what, end
		}
		name = utf8.AppendRune(name, r)
		count++
		after := i + utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(text[after:])
		if known := fieldLabels[string(name)]; known != noField && (next == ':' || next == '：' || blank.Is(next) || after == len(text)) {
			what, end = known, after
		}
	}
	return what, end
}
