package grid_test

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/extract/grid"
)

func TestText(t *testing.T) {
	tests := []struct{ name, cell, want string }{
		{"single text", " 12\n", "12"},
		{"inline joined", "<span>1</span><b>2</b>3", "123"},
		{"space between inline kept", "<span>1</span> <span>2</span>", "1 2"},
		{"non-breaking space between kept", "1&nbsp;<b>2</b>", "1\u00a02"},
		{"white space at the ends gone", "\n <span> a </span>\n", "a"},
		{"br", "a<br>b", "a\nb"},
		{"several breaks are one", "a<br><br/> <br>b<br>", "a\nb"},
		{"paragraphs", "<p>1</p>\n  <p> 2 </p>", "1\n2"},
		{"block ends", "<div>1</div>2", "1\n2"},
		{"block begins", "1<div>2</div>", "1\n2"},
		{"nested blocks", "<div><div><p>1</p></div></div><div><p>2</p></div>", "1\n2"},
		{"footnote mark is no digit", "12<sup>1</sup>", "12\n1"},
		{"script, style, template, comment", "1<script>x</script><style>y</style><template>z</template><!-- c -->2", "12"},
		{"hidden parts", `1<span style="color:red;display : NONE">x</span><i hidden>y</i><b style="visibility:hidden">z</b>2`, "12"},
		{"shown in spite of hidden", `<i hidden style="display:inline">1</i>`, "1"},
		{"last declaration wins", `<i style="display:none;display:block">1</i>`, "1"},
		{"important wins", `<i style="display:none!important;display:block">1</i>2`, "2"},
		{"a word that looks like it", `<i style="x-display:none;displayed:none;font:none">1</i>`, "1"},
		{"entities", "&lt;&#49;&gt;", "<1>"},
		{"textarea is text", "<textarea>5</textarea>", "5"},
		{"line kept inside a text", "本年新\n制作", "本年新\n制作"},
		{"nothing", "", ""},
		{"only blanks", "<p>&nbsp;\u3000</p>&#65279;<br>", ""},
		{"drawing", "<svg><text>9</text></svg>1", "1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := grid.Form(firstTable(t, "<table><tr><td>"+tt.cell+"</td></tr></table>"))
			if got := g.Cells[0].Text; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMedia(t *testing.T) {
	tests := []struct {
		cell string
		want bool
	}{
		{"<img src=5.png>", true},
		{"<p><input value=5></p>", true},
		{"<select><option>5</select>", true},
		{"<svg></svg>", true},
		{"<input type=hidden value=5>", false},
		{`<img style="display:none">`, false},
		{"5<br>", false},
	}
	for _, tt := range tests {
		g := grid.Form(firstTable(t, "<table><tr><td>"+tt.cell+"</td></tr></table>"))
		if got := g.Cells[0].Media; got != tt.want {
			t.Errorf("%s: media %v", tt.cell, got)
		}
	}
}

// A cell of many short pieces must not cost their square.
func TestTextIsLinear(t *testing.T) {
	const n = 100_000
	g := grid.Form(firstTable(t, "<table><tr><td>"+strings.Repeat("1<br>", n)+"</td></tr></table>"))
	if got := len(g.Cells[0].Text); got != 2*n-1 {
		t.Errorf("%d bytes of text", got)
	}
}
