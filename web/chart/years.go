package chart

import "strconv"

// Point is a figure of one year.
type Point struct {
	Year  int
	Value float64
	Known bool
	Doubt bool   // a finding names it, or it was inferred or entered
	Text  string // the figure as the page writes it
	Pale  bool   // it has no rank, as of Bar
	// Break tells that a change of form or law lies between the point before and this one.
	Break bool
}

// Years draws one indicator of one body over the years that are given, one bar a year. A scale of 0 ends at the
// largest value.
func Years(points []Point, scale float64, label string) string {
	const step, bar, height, foot = 30, 18, 44, 14
	width := float64(step*len(points)) + 4
	for _, p := range points {
		if p.Known && scale < p.Value {
			scale = p.Value
		}
	}
	d := begin(width, height+foot, label)
	for i, p := range points {
		x := float64(step*i) + 2
		if p.Break {
			d.line(x, 0, x, height+foot, "break", "2 2")
		}
		d.point(p, x+(step-bar)/2, bar, height, scale)
		d.text(x+step/2, height+foot-2, "middle", "tick", strconv.Itoa(p.Year))
	}
	d.line(0, height, width, height, "axis", "")
	return d.end()
}

func (d *drawing) point(p Point, x, w, height, scale float64) {
	switch {
	case !p.Known:
		d.text(x+w/2, height-4, "middle", "gap", "–")
		return
	case p.Value <= 0 || scale <= 0:
		class, fill := colours(p.Doubt, p.Pale)
		d.rect(x, height-1.5, w, 1.5, class, fill, p.Text)
		return
	}
	h := max(1.5, p.Value/scale*(height-3))
	class, fill := colours(p.Doubt, p.Pale)
	d.rect(x, height-h, w, h, class, fill, p.Text)
}
