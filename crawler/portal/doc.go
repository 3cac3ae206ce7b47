// Package portal reads the list pages of government portals. What a page means is decided by its bytes and by
// what the registry says of the site; nothing is fetched here.
//
//	family.go    Family: what a CMS family must be able to do; Listing and Item, what it finds; dialect
//	families.go  the families there are, and which of them a page belongs to
//	read.go      Read: a list page to links, further requests and a reason to stop; the rules all families share
//	follow.go    which links lead to further list pages, and for which body
//	stop.go      Trail and the joint reasons to stop paging
//	title.go     what a title promises: report, lookalike, year
//	column.go    names of columns and branches
//	document.go  a page parsed once: base address, rows with title and date, signs
//	bounds.go    how large a page may be, and what would make its tree larger than itself
//	link.go      one row: the whole title, the date beside it, the address behind it
//	shape.go     what the shape of an address says: article, folder, twin
//	shell.go     pages that only lead elsewhere
//	attachment.go the files that a page links to
//	data.go      answers to scripts: numbers, addresses of further pages
//	hanweb.go    the family hanweb: rows inside scripts; hanweb_proxy.go: its dataproxy.jsp, hanweb_xxgk.go: its module
//	             for disclosure
//	jpaas.go     the family jpaas: lists that a gateway builds
//	hcms.go      the family hcms: a channel's number and the JSON of a search service
//	static.go    the family static: TRS WCM and its kin
//	vsb.go       VSB 博达 webplus: older pages are numbered downwards
//	lonsun.go    龙讯: rows come as fragments of HTML
//	shangwang.go 商网: page_N, and a class of its own for yearly reports
//	gkmlpt.go    the platform of Guangdong, and the static columns beside it
//	pager.go     the ways in which static pages say how many of them there are
//	generic.go   the fallback: follow 下一页
//	lead.go      Oversee: which links of a page may lead to a column of yearly reports
//	glance.go    Look: what a person would see of any page
//
// How well the families are known: all are modelled after what others describe and save; none was run on a live
// portal. A further family is one more file with a dialect, and one more entry in Families.
package portal
