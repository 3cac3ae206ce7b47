package division_test
import ("testing";"strings";"time";"github.com/nianbao/nianbao/report/division")
func TestSlow(t *testing.T){
 r:=embedded(t)
 for _,s:=range []string{strings.Repeat("(",1<<20),strings.Repeat("县",1<<18),strings.Repeat("仙居县",1<<18),strings.Repeat("关于",1<<18),strings.Repeat("a>",1<<18),strings.Repeat("-(",1<<18)+strings.Repeat(")",1<<18),strings.Repeat("城关镇>",1<<16), strings.Repeat("2023年",1<<18),strings.Repeat("中国·",1<<17)+"x", strings.Repeat("(关于",1<<15)+strings.Repeat("关于)",1<<15)} {
  t0:=time.Now(); division.Normalise(s); a:=time.Since(t0); t0=time.Now(); division.NameIn(s); b:=time.Since(t0); t0=time.Now(); r.Find(s,""); c:=time.Since(t0); t0=time.Now()
  division.Resolve(r,[]division.Claim{title(s),crumb(s),header(s)}); d:=time.Since(t0)
  t.Log(len(s), string([]rune(s)[:4]), a,b,c,d)
 }
}
