package web

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/report/panel"
	"github.com/nianbao/nianbao/store"
)

// uncertain is a name of a list that stands for no body, or for several.
type uncertain struct {
	Name string
	May  []compareBody // the bodies that it may be
}

// namesOf parts a list of bodies as people write or paste it: a line a body, or names with commas between them. What
// stands behind a tab says no more than the name, and a line that begins with # nothing.
func namesOf(text string) (names []string) {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		line, _, _ = strings.Cut(line, "\t")
		for _, name := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",;,;、", r) || unicode.IsControl(r) }) {
			if name = strings.TrimSpace(name); name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

// add takes a body into the selection, once.
func (s *selection) add(b store.Body) error {
	if slices.ContainsFunc(s.Bodies, func(o store.Body) bool { return o.Key == b.Key }) {
		return nil
	}
	if len(s.Bodies) == mostCompared {
		return wrong("At most %d bodies are compared at once.", "一次最多比较 %d 个机构。", mostCompared)
	}
	s.Bodies = append(s.Bodies, b)
	return nil
}

// listed takes in the bodies of ?names=: each by its whole name, code or key. A name of several is none of them: it is
// left to whoever asks.
func (q *request) listed(s *selection) error {
	for _, name := range namesOf(s.Names) {
		if len(s.Bodies)+len(s.Uncertain) >= mostCompared {
			return wrong("At most %d bodies are compared at once.", "一次最多比较 %d 个机构。", mostCompared)
		}
		found, err := q.db.MatchBodies(q.Context(), name, mostUncertain)
		if err != nil {
			return err
		}
		if now := slices.DeleteFunc(slices.Clone(found), func(m store.Match) bool { return !m.Whole || !m.Now }); len(now) == 1 {
			if err := s.add(now[0].Body); err != nil {
				return err
			}
			continue
		} else if whole := slices.DeleteFunc(slices.Clone(found), func(m store.Match) bool { return !m.Whole }); len(now) == 0 && len(whole) == 1 {
			if err := s.add(whole[0].Body); err != nil {
				return err
			}
			continue
		}
		one := uncertain{Name: name}
		for _, m := range found {
			one.May = append(one.May, compareBody{Body: m.Body, Add: q.with("body", m.Key)})
		}
		s.Uncertain = append(s.Uncertain, one)
	}
	return nil
}

// certain is compared for answers that can't ask back: every name of a list must stand for one body.
func (q *request) certain() (selection, panel.Panel, panel.Config, error) {
	s, p, config, err := q.compared()
	if err == nil && len(s.Uncertain) > 0 {
		err = absent("“%s” stands for no body, or for several; /compare says which.", "“%s”没有对应的机构,或对应多个机构;详见 /compare。", s.Uncertain[0].Name)
	}
	return s, p, config, err
}

// mostUncertain is how many bodies are named that a name may be.
const mostUncertain = 12

// matching takes in every body whose name has the text of ?match=, in the area where one is named: the area as a whole is
// not compared then.
func (q *request) matching(s *selection) error {
	if s.Match == "" {
		return nil
	}
	var found []store.Body
	var err error
	if s.Area != "" {
		found, err = q.db.BodiesIn(q.Context(), s.Area, mostSearched+1)
	} else {
		found, err = q.db.FindBodies(q.Context(), s.Match, mostSearched+1)
	}
	if err != nil {
		return err
	}
	if len(found) > mostSearched {
		return wrong("Too many bodies are meant; name a smaller area.", "符合的机构过多,请缩小地区范围。")
	}
	for _, b := range found {
		if !strings.Contains(b.Name, s.Match) {
			continue
		}
		if err := s.add(b); err != nil {
			return err
		}
	}
	return nil
}

// mostSearched bounds the bodies among which ?match= looks.
const mostSearched = 2000

// compareList gives the bodies of a comparison as a file that nianbao compare --bodies reads, and that can be pasted into
// the field for lists.
func compareList(q *request) (*answer, error) {
	s, p, _, err := q.certain()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteString("# " + q.T("bodies: key, name; for nianbao compare --bodies FILE", "机构:键、名称;可用于 nianbao compare --bodies 文件") + "\n")
	seen := map[string]bool{}
	line := func(key, name string) {
		if !seen[key] {
			seen[key] = true
			fmt.Fprintf(&out, "%s\t%s\n", plainLine(key), plainLine(name))
		}
	}
	for _, b := range s.Bodies {
		line(b.Key, b.Name)
	}
	for i := range p.Rows {
		line(p.Rows[i].Body, p.Rows[i].Name)
	}
	return &answer{body: out.Bytes(), kind: plainText, name: "bodies.txt"}, nil
}

// plainLine keeps a text on its line and in its column.
func plainLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}
