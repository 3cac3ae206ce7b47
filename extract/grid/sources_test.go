package grid_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/grid"
)

// spansOf returns what the spans of all td and th of a page show, in document
// order: the source between its bars, "?" for a place that is not known.
func spansOf(tb testing.TB, page string) []string {
	tb.Helper()
	root := parse(tb, page)
	s := grid.Locate(page, root)
	var got []string
	for _, n := range elements(root, "td", "th") {
		if span := s.Cell(n); span.Known() {
			got = append(got, page[span.Start:span.End])
		} else {
			got = append(got, "?")
		}
	}
	return got
}

func TestCellSpans(t *testing.T) {
	tests := []struct {
		name, page string
		want       []string
	}{
		{"trimmed inside a paragraph", "<table><tr><td><p> 12 </p></td></table>", []string{"12"}},
		{"tags between digits", "<table><tr><td> <b><i>1</i><i>2</i></b> </td></table>", []string{"1</i><i>2"}},
		{"entities", "<table><tr><td>&nbsp;&#49;&amp;&ensp;</td><td>&nbsp12&#x3000;</td></table>", []string{"&#49;&amp;", "12"}},
		{"empty and blank", "<table><tr><td></td><td>&nbsp;</td><td> <p></p></table>", []string{"", "", ""}},
		{"nothing closed", "<table><tr><td>a<td><p>b<tr><td>c", []string{"a", "b", "c"}},
		{"upper case", "<TABLE><TR><TD ALIGN=center>a</TD><TH>b</TH></TABLE>", []string{"a", "b"}},
		{"ignored end tags", "<table><tr><td>1</font>2</o:p>3</td></table>", []string{"1</font>2</o:p>3"}},
		{"hidden part", `<table><tr><td><i hidden>x</i>1<script>2</script><i style="display:none">y</i></td></table>`, []string{"1"}},
		{"hidden alone", `<table><tr><td><i hidden>x</i></td></table>`, []string{""}},
		{"td in a comment", "<!-- <td>0</td> --><table><!--><td>1<!-- <td>9 --></table>", []string{"1"}},
		{"td in comments of odd ends", "<!--><!---><!--a--!><!-- -- > <td> -->x<table><td>1</table>", []string{"1"}},
		{"td in a declaration", "<?xml <td>?><!x <td>></ <td>><table><td>1</table>", []string{"1"}},
		{"td in script and style", "<script>'<td>0</td>'</script><style><td>0</style><table><td>1</table>", []string{"1"}},
		{"td in a script that writes scripts", "<script><!-- w('<script>a</script><td>') //--></script><table><td>1</table>", []string{"1"}},
		{"td in a script with a stray comment", "<script>a='<!--';</script><table><td>1</table>", []string{"1"}},
		{"td in title and textarea", "<title><td>0</td></title><textarea><td>0</textarea><table><td>1</table>", []string{"1"}},
		{"td in noscript and iframe", "<body><noscript><td>0</noscript><iframe><td>0</iframe><table><td>1</table>", []string{"1"}},
		{"td in attributes", `<a title="<td>0" href='<td>' rel=<td><table><td class="a>b" x = '>'>1</table>`, []string{"1"}},
		{"quotes that are none", `<table><td ="a>1</td><td a"b'=c>2</td><td a=b"c>3</td><td/="d>4</td><td a="b"="c>5</td></table>`, []string{"1", "2", "3", "4", "5"}},
		{"td outside of tables", "<td>0</td><div><td>0</td></div><table><td>0</table><td>0", []string{"0"}},
		{"table without end", "<table><tr><td>0</td></tr><tr><td>1", []string{"0", "1"}},
		{"td in a template", "<template><tr><td>0</td></tr></template><table><td>1</table>", []string{"0", "1"}},
		{"nested tables", "<table><td>a<table><td>b<td>c</table>d<td>e</table>", []string{"a<table><td>b<td>c</table>d", "b", "c", "e"}},
		{"less-than in text", "<table><td>1 < 2<td>a<1</table>", []string{"1 < 2", "a<1"}},
		{"drawings", "<svg><title>t</title><style/><![CDATA[ <td> ]]></svg><table><td>1</table>", []string{"1"}},
		{"carriage returns", "<table><td>\r\n本年\r\n新\r</td></table>", []string{"本年\r\n新"}},
		{"unended tag", "<table><td>1</td><td a='", []string{"1"}},
		{"plaintext", "<table><td>1</table><plaintext><td>2", []string{"1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, want := strings.Join(spansOf(t, tt.page), "|"), strings.Join(tt.want, "|")
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// When the parser dropped or moved something, what is certain is found and the
// rest stays unknown.
func TestCellSpansResynchronise(t *testing.T) {
	// The second table ends the first one, so the cell stands in no table and
	// the parser drops it; the scanner sees one table open.
	const stray = "<table><table></table><td>0</td></table>"
	tests := []struct {
		name, page string
		want       []string
	}{
		{"before a label", stray + "<table><tr><td>行政许可<td>0<td>0</table>", []string{"行政许可", "0", "0"}},
		{"behind zeros", "<table><tr><td>行政许可<td>0<td>0</table>" + stray, []string{"行政许可", "?", "?"}},
		{
			"a swallowed zero beside zeros",
			"<table><tr><td>行政许可<td>0<td>0</table>" + stray + "<table><td>0<td>0<td>行政处罚</table>",
			[]string{"行政许可", "?", "?", "?", "?", "行政处罚"},
		},
		{
			"text moved out of the table",
			"<p>说明文字</p><table>移出来的文字<tr><td>行政许可<td>3</tr>又一段文字</table><p>后面的文字</p>",
			[]string{"行政许可", "3"},
		},
		{"cells of a drawing", "<table><tr><td>0<td>5</td><svg><td>0</svg></tr></table>", []string{"?", "?", "?"}},
		{"short text moved out", "<table>移<tr><td>行政许可<td>3</table><p>后面的文字</p>", []string{"行政许可", "3"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, want := strings.Join(spansOf(t, tt.page), "|"), strings.Join(tt.want, "|")
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			checkSources(t, tt.page)
		})
	}
}

// Zeros around a cell that the tree does not have fit in two ways.
func TestCellSpansAmbiguous(t *testing.T) {
	page := "<table><tr><td>行政许可<td>0<td>0<td id=gone>0<td>0<td>行政处罚</table>"
	root := parse(t, page)
	cells := elements(root, "td")
	gone := cells[3]
	gone.Parent.RemoveChild(gone)
	s := grid.Locate(page, root)
	for i, known := range []bool{true, false, false, false, false, true} {
		if i != 3 && s.Cell(cells[i]).Known() != known {
			t.Errorf("cell %d: %v", i, s.Cell(cells[i]))
		}
	}
}

func TestSubtree(t *testing.T) {
	page := "<table><td>前面的表<td>1</table><div id=x><table><td>后面的表<td>2</table></div>"
	root := parse(t, page)
	div := elements(root, "div")[0]
	s := grid.Locate(page, div)
	g := grid.Form(elements(div, "table")[0])
	for i, span := range s.Spans(g) {
		if got := page[span.Start:span.End]; got != g.Cells[i].Text {
			t.Errorf("cell %d: %q", i, got)
		}
	}
	if s.Cell(elements(root, "td")[0]).Known() {
		t.Error("a cell outside of the tree has a place")
	}
}

func TestTextSpans(t *testing.T) {
	page := "<p> 第一段 <b>&lt;粗&gt;</b></p><div role=table><div role=row><div role=cell> 规<i>章</i> </div><div role=cell>&nbsp;</div></div></div>"
	root := parse(t, page)
	s := grid.Locate(page, root)
	b := elements(root, "b")[0]
	if span := s.Text(b.FirstChild); page[span.Start:span.End] != "&lt;粗&gt;" {
		t.Errorf("text: %v", span)
	}
	if span := s.Cover(elements(root, "p")[0]); page[span.Start:span.End] != "第一段 <b>&lt;粗&gt;" {
		t.Errorf("paragraph: %v", span)
	}
	g := grid.FromDivs(elements(root, "div")[0])
	spans := s.Spans(g)
	if got := page[spans[0].Start:spans[0].End]; got != "规<i>章" {
		t.Errorf("div cell: %q", got)
	}
	if spans[1].Known() || s.Cover(nil).Known() || s.Text(nil).Known() {
		t.Error("what is not there has a place")
	}
}

func TestLocateNothing(t *testing.T) {
	if s := grid.Locate("<table><td>1", nil); s.Cell(nil).Known() {
		t.Error("a place without a tree")
	}
	root := parse(t, "<table><td>其他文字</table>")
	if s := grid.Locate("<p>毫不相干</p>", root); s.Cell(elements(root, "td")[0]).Known() {
		t.Error("a place in a source of something else")
	}
}
