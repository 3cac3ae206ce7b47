package chart

// Bar is a body with its figure.
type Bar struct {
	Name  string
	Text  string // the figure as the page writes it, with n/N and marks
	Value float64
	Known bool
	Doubt bool
	// Pale tells that the figure has no rank: its denominator is small, or bodies of several kinds stand together.
	Pale bool
}

// Median is the line across bars, with its words; the zero Median is none.
type Median struct {
	Value float64
	Has   bool
	Text  string
}

// Ranked draws one indicator of several bodies in the order given, with a line at their median where there is one.
func Ranked(bars []Bar, median float64, hasMedian bool, label, medianLabel string) string {
	d := begin(rankedWidth, rankedHeight(len(bars)), label)
	d.ranked(bars, Median{median, hasMedian, medianLabel})
	return d.end()
}

// Measures of a figure of bars: a name, what is drawn, the figure; a row for each bar under a head.
const (
	rankedName, rankedPlot, rankedText = 130, 300, 150
	rankedWidth                        = rankedName + rankedPlot + rankedText
	rankedRow, rankedHead              = 22, 18
)

func rankedHeight(bars int) float64 { return rankedHead + rankedRow*float64(bars) + 4 }

func (d *drawing) ranked(bars []Bar, median Median) {
	const name, plot, row, head = rankedName, rankedPlot, rankedRow, rankedHead
	scale := 0.0
	for _, b := range bars {
		if b.Known && b.Value > scale {
			scale = b.Value
		}
	}
	for i, b := range bars {
		y := head + row*float64(i)
		d.text(name-8, y+15, "end", "name", cut(b.Name, 11))
		if b.Known && b.Value > 0 {
			class, fill := colours(b.Doubt, b.Pale)
			d.rect(name, y+4, max(1.5, b.Value/scale*plot), row-8, class, fill, b.Name+" "+b.Text)
		}
		d.text(rankedWidth-2, y+15, "end", "figure", b.Text)
	}
	if median.Has && scale > 0 {
		x := name + median.Value/scale*plot
		d.line(x, head-2, x, head+row*float64(len(bars)), "median", "4 3")
		d.text(min(x, name+plot), 12, "middle", "median", median.Text)
	}
}

// colours gives class and colour of a bar: in doubt, without rank, or neither.
func colours(doubt, pale bool) (class, fill string) {
	switch {
	case doubt:
		return "bar doubt", colourDoubt
	case pale:
		return "bar pale", colourLess
	}
	return "bar", colourBar
}

func cut(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}
