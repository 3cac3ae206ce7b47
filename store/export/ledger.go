package export

import (
	"context"

	"github.com/nianbao/nianbao/report"
	"github.com/nianbao/nianbao/store"
)

// bodyFields name a body.
func bodyFields() []field[store.Body] {
	return []field[store.Body]{
		text("body", "机关编号", "natural key of the body", func(b *store.Body) string { return b.Key }),
		text("body_name", "机关名称", "name of the body", func(b *store.Body) string { return b.Name }),
		coded("body_kind", "机关类别", "kind of the body", kinds(), func(b *store.Body) string { return b.Kind }),
		code("division", "区划代码", "code of the division", func(b *store.Body) string { return b.Division }),
		code("credit_code", "统一社会信用代码", "unified social credit code", func(b *store.Body) string { return b.CreditCode }),
	}
}

func ledgerTable(*Options) maker[store.LedgerEntry] {
	fields := through(bodyFields(), func(e *store.LedgerEntry) *store.Body { return &e.Body })
	fields = append(fields,
		whole("year", "年度", "year reported on", func(e *store.LedgerEntry) int { return e.Year }),
		coded("state", "状态", "the one state of the body in the year", ledgerStates(), func(e *store.LedgerEntry) string { return string(e.State) }),
		text("basis", "依据", "why, in one line", func(e *store.LedgerEntry) string { return e.Basis }),
		date("deadline", "截止日期", "day until which the report had to be published", func(e *store.LedgerEntry) report.Date {
			if e.Evidence.Deadline == nil {
				return report.Date{}
			}
			return e.Evidence.Deadline.Date
		}),
		date("published", "发布日期", "earliest date that is displayed with the report", func(e *store.LedgerEntry) report.Date {
			if e.Evidence.Reading == nil {
				return report.Date{}
			}
			return e.Evidence.Reading.Displayed
		}),
		field[store.LedgerEntry]{Column{Name: "late", Type: Integer, Label: "逾期天数", English: "days after the deadline; nothing where it can't be told", Unit: "天"}, func(e *store.LedgerEntry) Value {
			if e.Late == nil {
				return Null()
			}
			return wholeOf(int64(*e.Late))
		}},
		text("url", "网址", "address of the report that counts", func(e *store.LedgerEntry) string {
			if e.Evidence.Reading == nil {
				return ""
			}
			return e.Evidence.Reading.URL
		}),
	)
	return tableOf(Table{
		Name: "ledger", Label: "台账", English: "one explained state for every body and year",
		About: "Every body that the register has, in every year: reported and how it was read, or why there is no report.",
		Key:   []string{"body", "year"},
	}, fields, each[store.LedgerEntry])
}

func walkLedger(ctx context.Context, db *store.Store, f store.Filter, do func(*store.LedgerEntry) error) error {
	filter := store.LedgerFilter{Body: f.Body, Division: f.Division, Kind: f.Kind, From: f.From, To: f.To}
	for _, s := range f.Statuses {
		if state, ok := report.StateOf(s); ok {
			filter.States = append(filter.States, state)
		}
	}
	for e, err := range db.WalkLedger(ctx, filter) {
		if err == nil {
			err = do(&e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
