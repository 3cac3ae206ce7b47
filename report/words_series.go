package report

// Series names a question that is followed over the years.
func (l Lang) Series(s Series) string { return l.Say(s.English, s.Label) }

// Era names what the numbers of an era stand in.
func (l Lang) Era(e Era) string {
	return l.Say([...]string{"local tables", "statistics table of 2014", "form of 2019", "form of 2021"}[e], e.TableTitle())
}

// Quality names how well the number of an era answers the question of a series.
func (l Lang) Quality(q Quality) string {
	return l.of([...]word{{"not asked", "未设此项"}, {"another count", "口径不同"}, {"nearly the same", "口径相近"}, {"the same", "口径相同"}}[q])
}

// QualityMeaning explains a quality.
func (l Lang) QualityMeaning(q Quality) string {
	return l.Say(q.Meaning(), [...]string{
		"该时期的表格没有这一项", "该时期最接近的数字,但所计不同,不得与前后年度相接", "所问几乎相同,名称、分类或范围有别", "所问相同",
	}[q])
}
