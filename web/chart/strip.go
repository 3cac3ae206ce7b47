package chart

// Part is a part of a whole.
type Part struct {
	Class string // of the style sheet
	Fill  string // where there is none
	Label string
	Count int
}

// Strip draws parts of a whole side by side, each as wide as its share.
func Strip(parts []Part, label string) string {
	const width, height = 240, 10
	total := 0
	for _, p := range parts {
		total += p.Count
	}
	d := begin(width, height, label, `preserveAspectRatio="none"`)
	x := 0.0
	for _, p := range parts {
		if p.Count <= 0 {
			continue
		}
		w := width * float64(p.Count) / float64(total)
		d.rect(x, 0, w, height, p.Class, p.Fill, p.Label)
		x += w
	}
	return d.end()
}
