package portal

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

var (
	// articleShape: addresses that every family gives to articles, never to lists.
	articleShape = regexp.MustCompile(`(?i)/[tc]\d{0,8}_?20\d{6}_\d+|/t20\d{6}_\d+|/content/post_\d+|/post_\d+|/art_\d+_\w+|/art_[0-9a-f]{32}|` +
		`/content_\d+|/20\d{10,}/(index\.s?html?)?$|/[0-9a-f]{24,32}\.s?html?$|/c\d+_\d+\.s?html?$|/info/\d+/\d+\.htm|/show/\d+\.html|/doc_[0-9a-f]{24}`)
	fileShape = regexp.MustCompile(`(?i)\.(pdf|docx?|xlsx?|ofd|wps|rtf|zip|rar|7z|jpe?g|png|gif|bmp|tiff?|mp4|mp3|txt)$`)
	twinShape = regexp.MustCompile(`_wap(\.s?html?)$`)
	mobile    = regexp.MustCompile(`/mpost_(\d+)`)
	indexName = regexp.MustCompile(`(?i)^(index|default|list|common_list|zfxxgk_list|xxgk_list)(_\d+)?\.(s?html?|jhtml|jsp|aspx?|php)$`)
)

// isArticle tells whether the address is that of an article by its shape.
func isArticle(address string) bool { return articleShape.MatchString(pathOf(address)) }

// isFile tells whether the address is that of a file that is no page.
func isFile(address string) bool { return fileShape.MatchString(pathOf(address)) }

// isFolder tells whether the address is that of a folder, or its index.
func isFolder(address string) bool {
	p := pathOf(address)
	if isArticle(address) || isFile(address) {
		return false
	}
	name := path.Base(p)
	return p == "" || strings.HasSuffix(p, "/") || !strings.Contains(name, ".") || indexName.MatchString(name)
}

// folded gives the one address of twins: the mobile copy of a page is the page.
func folded(address string) string {
	return mobile.ReplaceAllString(twinShape.ReplaceAllString(address, "$1"), "/post_$1")
}

// nestsItself tells of addresses like /a/a/a/, into which a wrong relative link leads without end.
func nestsItself(address string) bool {
	seen := map[string]int{}
	for part := range strings.SplitSeq(pathOf(address), "/") {
		if seen[part]++; part != "" && seen[part] > 2 {
			return true
		}
	}
	return false
}

// calendar tells of addresses that count days or months without end.
func calendar(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	q := u.Query()
	return slices.ContainsFunc([]string{"date", "day", "month", "calendar", "sort", "order", "filter"}, q.Has)
}

func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
