package report

// StateMeaning explains a state of the ledger.
func (l Lang) StateMeaning(s State) string {
	d, _ := find(StateDefs(), func(d StateDef) bool { return d.State == s })
	return l.Say(d.Meaning, stateChinese[s])
}

// StatusMeaning explains the status of a reading.
func (l Lang) StatusMeaning(s Status) string { return l.Say(s.Meaning(), statusChinese[s]) }

// Outcome explains how a request ended.
func (l Lang) Outcome(o Outcome) string {
	d, _ := o.Def()
	return l.Say(d.Meaning, outcomeChinese[o])
}

// Actor names who must act.
func (l Lang) Actor(a Actor) string { return l.of(actorWords[a]) }

var actorWords = map[Actor]word{
	Nobody: {"nobody", "无需处理"}, Program: {"the next run", "下次运行自动处理"}, Operator: {"whoever runs the crawl", "运行人员"},
	Reader: {"whoever uses the data", "数据使用者"}, Developer: {"whoever develops the program", "开发人员"},
}

// stateChinese says in Chinese what StateDef.Meaning says in English.
var stateChinese = map[State]string{
	StateConsistent:       "全部读出,可核验的勾稽关系均成立",
	StateFlagged:          "已读出,有勾稽关系不成立或数值异常",
	StatePartial:          "已读出,有单元格缺失或无法确读",
	StateNarrative:        "表式施行前的报告,或本来没有表格",
	StateTablesMissing:    "报告在,表格不在",
	StateImageOnly:        "报告是图片",
	StateUnsupported:      "报告的文件格式尚不能读取",
	StateUnreadable:       "抓取到的内容无法读取",
	StateDeclaredAbsent:   "网站自称暂无",
	StateBlocked:          "网站拒绝抓取:防火墙验证、robots.txt 或 403",
	StateUnreachable:      "没有得到应答:域名、连接、超时或服务器错误",
	StateOverdue:          "期限过后栏目已读完而未见报告;期限均注明依据",
	StateNotYetDue:        "期限未过,尚未见到报告",
	StateNotFound:         "栏目已读完而未见报告;期限不明",
	StateNeverLooked:      "没有来源覆盖该机构",
	StateDidNotExist:      "名录显示该机构当年不存在",
	StateExistenceUnknown: "该年度不在名录各版本的范围内",
}

// statusChinese says in Chinese what Status.Meaning says in English.
var statusChinese = [...]string{
	Unread:         "尚未读取,不会入库",
	Consistent:     "表式各格均已读出,可核验且未被用于读数的勾稽关系均成立,拆出或推得的数字均有印证",
	Flagged:        "已读出,有勾稽关系不成立或数值异常",
	Partial:        "有单元格缺失或无法确读,或缺少某张表",
	Narrative:      "表式施行前的报告,或本来没有表格",
	TablesMissing:  "有法定各部分的标题,没有其表格",
	ImageOnly:      "报告是图片",
	Unsupported:    "报告的文件格式尚不能读取",
	NotAReport:     "解读、通知或其他年度文件",
	UnreadablePage: "字节无法解读",
}

// outcomeChinese says in Chinese what OutcomeDef.Meaning says in English.
var outcomeChinese = map[Outcome]string{
	OutcomeFetched:          "200,内容完整",
	OutcomeNotModified:      "304:存档的副本仍是该网页(RFC 9110 15.4.5)",
	OutcomeUnchanged:        "200,正文与存档副本相同,其他部分(计数、日期、分享栏)不论",
	OutcomeNotFound:         "404",
	OutcomeGone:             "410",
	OutcomeSoft404:          "200,但页面称网页不存在,或与该主机对不存在网址的应答相同",
	OutcomeEmpty:            "200,没有内容",
	OutcomeLogin:            "要求登录的页面",
	OutcomeScriptOnly:       "内容只能由脚本填入的页面",
	OutcomeForbidden:        "401 或 403;其 robots.txt、首页、唯一栏目或连续三个不同路径遭拒时,停止访问该主机",
	OutcomeBlocked:          "防火墙验证页,从不破解;由重定向到达另一主机时停止访问该主机,连续三个不同路径如此则亦停止访问原主机",
	OutcomeRobotsDenied:     "robots.txt 禁止该路径(RFC 9309),不予请求",
	OutcomeRobotsUnknown:    "无法取得 robots.txt:今日不访问(RFC 9309 2.3.1.4)",
	OutcomeRateLimited:      "429:主机要求放慢(RFC 6585 4)",
	OutcomeServerError:      "5xx",
	OutcomeClientError:      "其他 4xx",
	OutcomeTimeout:          "应答未在时限内完整到达",
	OutcomeUnknownHost:      "域名无法解析",
	OutcomeRefused:          "主机拒绝连接",
	OutcomeReset:            "连接中断",
	OutcomeTLS:              "证书或 TLS 参数不符;本次不再以 https 访问该主机,http 不受影响",
	OutcomeTruncated:        "内容未达声明的长度即中断,不予保留",
	OutcomeTooLarge:         "内容超过上限,不予保留",
	OutcomeRedirectLoop:     "重定向回到起点",
	OutcomeTooManyRedirects: "重定向次数超过上限",
	OutcomeOffsite:          "重定向到没有来源列出的主机,不予跟随",
	OutcomePrivateAddress:   "域名指向或隐含内网、本机地址;不予连接,并停止访问该主机",
	OutcomeBadRedirect:      "重定向到不可接受的网址,或拒绝、不应答的主机;原主机不受影响",
	OutcomeProtocol:         "应答不是有效的 HTTP",
	OutcomeBudget:           "该主机当日请求数已用完",
	OutcomeHostLeft:         "未请求:本次运行因先前遭拒已停止访问该主机",
	OutcomeHostResting:      "未请求:主机要求的间隔(Crawl-delay、Retry-After)超过本次运行的等待",
	OutcomeNoSource:         "未请求:本次运行的来源不再列出其来源或主机",
	OutcomeCancelled:        "应答前运行已停止",
	OutcomeFamilyUnreadable: "列表页中没有其网站系统可识别的内容",
	OutcomeInternal:         "本程序的故障",
}
