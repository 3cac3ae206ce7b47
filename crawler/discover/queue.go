package discover

import (
	"container/heap"

	"github.com/nianbao/nianbao/crawler/portal"
	"github.com/nianbao/nianbao/report/page"
)

// candidate is a page to look at.
type candidate struct {
	request page.Request
	kind    portal.LeadKind
	title   string  // of the link that leads to it
	from    string  // page on which the link stands
	score   int     // the higher the sooner
	depth   int     // links from the home page
	body    string  // body whose pages these are; empty for none
	under   *column // column through which it was found; nil for none
	inside  bool    // the crawl follows it by itself from that column
	probe   bool    // only the first page of a list behind a request, to see what it holds
	sample  bool    // to see what the lists within a column are
	home    bool
	order   int
}

// queue holds candidates, the highest score first, of equal ones the first that was found.
type queue struct {
	list  []*candidate
	count int
}

func (q *queue) Len() int { return len(q.list) }

func (q *queue) Less(i, j int) bool {
	a, b := q.list[i], q.list[j]
	return a.score > b.score || a.score == b.score && a.order < b.order
}

func (q *queue) Swap(i, j int) { q.list[i], q.list[j] = q.list[j], q.list[i] }

// Push is for heap.
func (q *queue) Push(x any) { q.list = append(q.list, x.(*candidate)) }

// Pop is for heap.
func (q *queue) Pop() any {
	last := q.list[len(q.list)-1]
	q.list = q.list[:len(q.list)-1]
	return last
}

func (q *queue) add(c *candidate) {
	c.order = q.count
	q.count++
	heap.Push(q, c)
}

func (q *queue) take() *candidate { return heap.Pop(q).(*candidate) }
