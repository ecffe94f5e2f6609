/** The whole style of the page. Colours come in pairs, for light and for dark, each with a contrast of 4.5 or more. */
export const STYLE = `
:root{color-scheme:light dark;--page:#fff;--ink:#1b1f24;--muted:#57606a;--line:#d0d7de;--soft:#f4f6f8;--link:#0550ae;--bar:#2f6fbf;--good:#1a6b30;--bad:#a40e26;--care:#7a4d00}
@media (prefers-color-scheme:dark){:root{--page:#0f1419;--ink:#e6edf3;--muted:#9da7b3;--line:#39424d;--soft:#1a212a;--link:#7cb8ff;--bar:#5b9ce6;--good:#6fd08c;--bad:#ff9a9a;--care:#e8b94a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1.5rem;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.25rem;margin:2.25rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.5rem 0 .25rem}
h1,h2,h3,p,li,td,th,code{overflow-wrap:anywhere}
a{color:var(--link)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0;margin:1rem 0}
table{width:100%;border-collapse:collapse;font-size:.95rem}
th,td{padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{color:var(--muted);font-weight:600}
thead th,td>.ok,td>.warning,td>.problem{overflow-wrap:normal;word-break:keep-all}
tbody th{font-weight:400;color:var(--muted);width:14rem}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
code,pre{font:.9em/1.5 ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace}
pre{background:var(--soft);padding:.75rem;white-space:pre-wrap}
.copy{user-select:all;-webkit-user-select:all;background:var(--soft);padding:.1rem .3rem;border-radius:.2rem}
.muted{color:var(--muted)}
.outcome,.finding{border-left:.3rem solid var(--line);background:var(--soft);padding:.6rem .9rem;margin:.75rem 0}
.outcome p,.finding p{margin:.25rem 0}
.prepared{border-color:var(--good)}.ended,.blocker{border-color:var(--bad)}.notice{border-color:var(--care)}
.prepared strong,.ok{color:var(--good)}.ended strong,.blocker strong,.problem{color:var(--bad)}.notice strong,.warning{color:var(--care)}
.chart tbody th{width:auto;color:var(--ink)}
.chart{table-layout:fixed}
.chart .bar{width:40%}
.chart th.number{width:15%}
.chart svg{display:block;width:100%;height:.9rem;margin-top:.3rem;background:var(--soft)}
.chart rect{fill:var(--bar)}
footer{margin-top:2.5rem;border-top:1px solid var(--line);color:var(--muted);font-size:.9rem}
@media (max-width:40rem){
body{padding:1rem}
.fields tr,.fields th,.fields td,.events tr,.events th,.events td{display:block;width:auto}
.fields th,.events th{border:0;padding-bottom:0}
.fields thead,.events thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.chart .bar{width:30%}
.chart th.number{width:28%}
.chart .objects{display:none}
.number{white-space:normal}
}
@media print{
:root{color-scheme:light;--page:#fff;--ink:#000;--muted:#444;--line:#bbb;--soft:#f4f4f4;--link:#000;--bar:#555;--good:#000;--bad:#000;--care:#000}
body{max-width:none;padding:0;font-size:10pt}
nav{display:none}
h2,h3{break-after:avoid}
tr,.finding,.outcome{break-inside:avoid}
svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
