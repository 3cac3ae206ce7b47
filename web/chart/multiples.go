package chart

import (
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/report/panel"
)

// Multiples draws one indicator of a comparison of several years: a small figure for each body, all on one scale, in the
// order of the newest year. The notes of a Sheet are left to the page around them. Short dashes are the median of a year.
func Multiples(p panel.Panel, indicator int, lang report.Lang) (figures []string) {
	s := &sheet{Panel: p, lang: lang, named: len(p.Mixed) > 0, plain: true}
	all, scale := s.series(indicator)
	for _, one := range all {
		d := begin(seriesWidth(len(one.Points)), seriesHeight, one.label())
		d.series(one, scale)
		figures = append(figures, d.end())
	}
	return figures
}

// label says the figures in words.
func (s *Series) label() string {
	said := make([]string, len(s.Points))
	for i, p := range s.Points {
		said[i] = strconv.Itoa(p.Year) + " " + p.Text
	}
	return s.Name + ": " + strings.Join(said, ", ")
}
