package chart

import "strconv"

// Series are the figures of one body over the years.
type Series struct {
	Name   string
	Points []Point
	// Median is that of all bodies in each year, drawn as a short line; without a value there is none.
	Medians []Median
}

const (
	seriesStep, seriesBar          = 52, 30
	seriesHead, seriesPlot         = 30, 56
	seriesFoot                     = 16
	seriesHeight                   = seriesHead + seriesPlot + seriesFoot + 12
	seriesGap              float64 = 18
)

func seriesWidth(years int) float64 { return float64(seriesStep*years) + 4 }

// series draws the years of one body under its name, with each figure above its bar.
func (d *drawing) series(s Series, scale float64) {
	d.text(2, 12, "start", "name", cut(s.Name, max(8, 4*len(s.Points))))
	d.open(0, seriesHead)
	for i, m := range s.Medians {
		if y := seriesPlot - m.Value/scale*(seriesPlot-3); m.Has && scale > 0 {
			d.line(float64(seriesStep*i)+6, y, float64(seriesStep*(i+1))-2, y, "median", "4 3")
		}
	}
	for i, p := range s.Points {
		x := float64(seriesStep*i) + 2
		if p.Break {
			d.line(x, -12, x, seriesPlot+seriesFoot, "break", "2 2")
		}
		top := seriesPlot - 4.0
		if p.Known {
			d.point(p, x+(seriesStep-seriesBar)/2, seriesBar, seriesPlot, scale)
		}
		if p.Known && scale > 0 && p.Value > 0 {
			top -= max(1.5, p.Value/scale*(seriesPlot-3))
		}
		d.small(x+seriesStep/2, top, p.Text)
		d.text(x+seriesStep/2, seriesPlot+12, "middle", "tick", strconv.Itoa(p.Year))
	}
	d.line(0, seriesPlot, seriesWidth(len(s.Points)), seriesPlot, "axis", "")
	d.close()
}
