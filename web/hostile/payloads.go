package hostile

// Payloads try to leave every place where a text may stand: text, attributes with and without quotes, addresses,
// comments, raw text elements, scripts, styles, SVG, and other readings of the bytes.
var Payloads = []string{
	`<script>alert(1)</script>`, `</script><script>alert(1)</script>`, `"><script>alert(1)</script>`, `'><script>alert(1)</script>`,
	`<img src=x onerror=alert(1)>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `" onmouseover="alert(1)`, `" autofocus onfocus="alert(1)`,
	"` onmouseover=`alert(1)", ` onmouseover=alert(1) x=`, `x" style="background:url(//h.test)`, `<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`,
	`<svg><animate onbegin=alert(1) attributeName=x>`, `<math><mi xlink:href="javascript:alert(1)">`, `<iframe src=javascript:alert(1)>`, `<iframe srcdoc="<script>alert(1)</script>">`,
	`<object data=javascript:alert(1)>`, `<embed src=//h.test>`, `<link rel=stylesheet href=//h.test>`, `<base href=//h.test>`, `<meta http-equiv=refresh content="0;url=//h.test">`,
	`<form action=//h.test><button>`, `<input onfocus=alert(1) autofocus>`, `<details open ontoggle=alert(1)>`, `<video src=x onerror=alert(1)>`, `<audio src=x onerror=alert(1)>`,
	`<body onload=alert(1)>`, `<marquee onstart=alert(1)>`, `<a href="javascript:alert(1)">x</a>`, `javascript:alert(1)`, `JaVaScRiPt:alert(1)`, "java\tscript:alert(1)",
	`data:text/html,<script>alert(1)</script>`, `vbscript:msgbox(1)`, `//h.test/x`, `</title><script>alert(1)</script>`, `</textarea><script>alert(1)</script>`,
	`</style><script>alert(1)</script>`, `</option></select><script>alert(1)</script>`, `--><script>alert(1)</script>`, `<!--<script>alert(1)//-->`, `]]><script>alert(1)</script>`,
	`{{.Store}}`, `{{template "layout.html" .}}`, `${alert(1)}`, `<%= 1 %>`, `&lt;script&gt;alert(1)&lt;/script&gt;`, `&#60;script&#62;alert(1)&#60;/script&#62;`,
	`\u003cscript\u003ealert(1)\u003c/script\u003e`, `%3Cscript%3Ealert(1)%3C/script%3E`, "<script\x00>alert(1)</script>", "\xc0\xbcscript\xc0\xbealert(1)", "＜script＞alert(1)＜/script＞",
	"\u202egnp.<script>", `<scr<script>ipt>alert(1)</scr</script>ipt>`, `<IMG """><SCRIPT>alert(1)</SCRIPT>">`, `<x onclick=alert(1)>x`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<template><script>alert(1)</script></template>`, `<td colspan=2 onclick=alert(1)>`, `=HYPERLINK("http://h.test")`, `'"<>&;/\` + "`", `../../etc/passwd`, "line\r\nSet-Cookie: a=b",
}
