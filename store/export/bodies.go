package export

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// body is a body with what is said of it over time.
type body struct {
	store.Body
	attributes []store.Attribute
}

func bodyTables(*Options) []maker[body] {
	fields := through(bodyFields(), func(b *body) *store.Body { return &b.Body })
	fields = append(fields,
		text("parent", "上级机关", "key of the body above", func(b *body) string { return b.Parent }),
		boolean("register", "区划库收录", "a list of divisions vouches for the attributes, and not only pages", func(b *body) bool { return b.Register }),
	)
	type said struct {
		*body
		*store.Attribute
	}
	dated := []field[said]{
		text("body", "机关编号", "natural key of the body", func(a *said) string { return a.Attribute.Body }),
		coded("kind", "属性", "what is said", attributeKinds(), func(a *said) string { return string(a.Attribute.Kind) }),
		text("value", "属性值", "name, code, kind, key of the body above", func(a *said) string { return a.Value }),
		date("valid_from", "最早日期", "first day of which it is said; it may have begun before", func(a *said) report.Date { return a.From }),
		date("valid_to", "最晚日期", "last day of which it is said; it may have gone on after", func(a *said) report.Date { return a.To }),
		coded("origin", "出处类别", "who says so", origins(), func(a *said) string { return string(a.Origin) }),
		text("source", "出处", "the lists, the person, the source or a page", func(a *said) string { return a.Source }),
		whole("pages", "报告数", "reports that say so", func(a *said) int { return a.Pages }),
	}
	return []maker[body]{
		tableOf(Table{
			Name: "bodies", Label: "机关", English: "the bodies that publish, as they are now",
			About: "A row a body. body is its permanent natural key; codes and names change, body_attributes says when.", Key: []string{"body"},
		}, fields, each[body]),
		tableOf(Table{
			Name: "body_attributes", Label: "机关属性", English: "names, codes, kinds and parents of bodies over time",
			About: "What lists, people, sources and pages say of a body, and of which days they say it. Several may hold at once.",
		}, dated, func(b *body, emit func(*said) error) error {
			for i := range b.attributes {
				if err := emit(&said{b, &b.attributes[i]}); err != nil {
					return err
				}
			}
			return nil
		}),
	}
}

// bodiesAtOnce bounds how many bodies are held in memory.
const bodiesAtOnce = 1000

// walkBodies gives the bodies with what is said of them; both are ordered by key and gone through side by side.
func walkBodies(ctx context.Context, db *store.Store, f store.Filter, do func(*body) error) error {
	next, stop := iter.Pull2(db.WalkAttributes(ctx, store.AttributeFilter{Division: f.Division}))
	defer stop()
	said, err, more := next()
	filter := store.BodyFilter{Division: f.Division, Kind: f.Kind, Limit: bodiesAtOnce}
	for {
		list, listErr := db.Bodies(ctx, filter)
		if listErr != nil {
			return listErr
		}
		for _, b := range list {
			one := body{Body: b}
			for more && err == nil && said.Body <= b.Key {
				if said.Body == b.Key {
					one.attributes = append(one.attributes, said)
				}
				said, err, more = next()
			}
			if err == nil {
				err = do(&one)
			}
			if err != nil {
				return err
			}
		}
		if len(list) < bodiesAtOnce {
			return nil
		}
		filter.After = list[len(list)-1].Key
	}
}

// sideRow is a body of an event.
type sideRow struct {
	*event
	side string
	body store.EventBody
}

// event is an event with its place in the order of time.
type event struct {
	store.Event
	number int
}

func eventTable(*Options) maker[event] {
	fields := []field[sideRow]{
		whole("event", "事件序号", "number of the event, by time", func(r *sideRow) int { return r.number }),
		coded("kind", "事件", "what happened", changeKinds(), func(r *sideRow) string { return string(r.Kind) }),
		code("also", "另属", "further kinds that describe it", func(r *sideRow) string {
			words := make([]string, len(r.Also))
			for i, k := range r.Also {
				words[i] = string(k)
			}
			return strings.Join(words, " ")
		}),
		boolean("certain", "确定", "false where the lists only suggest it", func(r *sideRow) bool { return r.Certain }),
		date("on_day", "发生日期", "the day, where somebody names it", func(r *sideRow) report.Date { return r.On }),
		date("after_day", "晚于", "it happened after this day", func(r *sideRow) report.Date { return r.After }),
		date("until_day", "不晚于", "and not after this one", func(r *sideRow) report.Date { return r.Until }),
		code("rule", "判定规则", "by which it was found", func(r *sideRow) string { return string(r.Rule) }),
		coded("origin", "出处类别", "who says so", origins(), func(r *sideRow) string { return string(r.Origin) }),
		text("source", "出处", "the lists, or the person", func(r *sideRow) string { return r.Source }),
		coded("side", "前后", "before or after it", sides(),
			func(r *sideRow) string { return r.side }),
		text("body", "机关编号", "natural key of the body; it may not be in bodies", func(r *sideRow) string { return r.body.Key }),
		text("name", "名称", "its name in the list of that side", func(r *sideRow) string { return r.body.Name }),
		code("code", "区划代码", "its code in that list", func(r *sideRow) string { return r.body.Code }),
	}
	return tableOf(Table{
		Name: "body_events", Label: "机关变动", English: "what happened to bodies: renamed, merged, moved",
		About: "A row a body of an event, before and after it. Mergers and splits are never certain from lists alone.",
	}, fields, func(e *event, emit func(*sideRow) error) error {
		for _, b := range e.Before {
			if err := emit(&sideRow{e, "before", b}); err != nil {
				return err
			}
		}
		for _, b := range e.Later {
			if err := emit(&sideRow{e, "after", b}); err != nil {
				return err
			}
		}
		return nil
	})
}

// walkEvents gives the events that one of the bodies in the division of the filter has a part in.
func walkEvents(ctx context.Context, db *store.Store, f store.Filter, do func(*event) error) error {
	events, err := db.Events(ctx, store.EventFilter{})
	if err != nil {
		return err
	}
	inside := func(b store.EventBody) bool { return strings.HasPrefix(b.Code, f.Division) }
	number := 0
	for _, e := range events {
		if !slices.ContainsFunc(e.Before, inside) && !slices.ContainsFunc(e.Later, inside) {
			continue
		}
		number++
		if err := do(&event{e, number}); err != nil {
			return err
		}
	}
	return nil
}
