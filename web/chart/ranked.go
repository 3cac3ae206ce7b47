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

// Ranked draws one indicator of several bodies in the order given, with a line at their median where there is one.
func Ranked(bars []Bar, median float64, hasMedian bool, label, medianLabel string) string {
	const name, plot, figure, row, head = 130, 300, 150, 22, 18
	scale := 0.0
	for _, b := range bars {
		if b.Known && b.Value > scale {
			scale = b.Value
		}
	}
	d := begin(name+plot+figure, head+row*float64(len(bars))+4, label)
	for i, b := range bars {
		y := head + row*float64(i)
		d.text(name-8, y+15, "end", "name", cut(b.Name, 11))
		if b.Known && b.Value > 0 {
			class, fill := "bar", colourBar
			switch {
			case b.Doubt:
				class, fill = "bar doubt", colourDoubt
			case b.Pale:
				class, fill = "bar pale", colourLess
			}
			d.rect(name, y+4, max(1.5, b.Value/scale*plot), row-8, class, fill, b.Name+" "+b.Text)
		}
		d.text(name+plot+figure-2, y+15, "end", "figure", b.Text)
	}
	if hasMedian && scale > 0 {
		x := name + median/scale*plot
		d.line(x, head-2, x, head+row*float64(len(bars)), "median", "4 3")
		d.text(min(x, name+plot), 12, "middle", "median", medianLabel)
	}
	return d.end()
}

func cut(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}
