import { accent } from '../html/html.ts';

/** For a telephone first; wider screens and paper get more room, nothing else. */
export const pageStyle = `
:root{color-scheme:light;--ink:#1f2933;--quiet:#52606d;--accent:${accent.light};--line:#dde2e6;--track:#e6eaed;--tint:#e8f1f3}
*{box-sizing:border-box}
body{margin:0;background:#f1f4f6;color:var(--ink);font:17px/1.5 -apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%;overflow-wrap:break-word}
main,footer{max-width:760px;margin:0 auto}
header,section{background:#fff;padding:24px 20px}
section{margin-top:10px}
h1{text-wrap:balance;margin:4px 0 16px;font-size:31px;line-height:1.15;letter-spacing:-.01em}
h2{margin:0 0 12px;font-size:22px;line-height:1.25}
h3{margin:24px 0 8px;font-size:17px}
p{margin:12px 0}
a{color:var(--accent)}
.eyebrow,.quiet{color:var(--quiet);font-size:15px}
.eyebrow{margin:0}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;margin:18px 0 0;padding:0;list-style:none;font-size:16px}
nav a{display:inline-block;padding:6px 0}
.facts{display:grid;gap:14px;margin:20px 0 0}
.facts>div{padding:12px 16px;background:var(--tint);border-radius:8px}
dt{color:var(--quiet);font-size:15px}
dd{margin:0}
dd.large{font-size:26px;font-weight:650;line-height:1.25}
.readings{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:4px 0 0}
.readings dt{font-weight:650;color:var(--ink);font-size:17px;text-align:right}
.bar{position:relative;display:block;height:10px;margin-top:4px;background:var(--track);border-radius:5px}
.bar>span{display:block;height:100%;border-radius:5px;background:var(--accent)}
.bar>i{position:absolute;top:-3px;width:2px;height:16px;background:var(--ink)}
.hero .bar{height:16px;border-radius:8px;margin:0}
.hero .bar>span{border-radius:8px}
figure{margin:20px -8px 0}
figure svg{display:block;width:100%;height:auto}
table{width:100%;border-collapse:collapse;font-size:16px;font-variant-numeric:tabular-nums}
caption{padding:0 0 8px;text-align:left;color:var(--quiet);font-size:15px}
th,td{padding:9px 0 9px 12px;border-top:1px solid var(--line);text-align:right;vertical-align:top}
th:first-child,td:first-child{padding-left:0;text-align:left}
thead th{line-height:1.25;border-top:0;color:var(--quiet);font-size:14px;font-weight:500;vertical-align:bottom}
tbody th{font-weight:400;hyphens:auto;overflow-wrap:anywhere}
tr.pillar th,tr.pillar td{font-weight:650;border-top-color:#aeb8c0;padding-top:16px}
td.nowrap,th.nowrap{white-space:nowrap}
.band-low{color:#b3261e}.band-middle{color:#9a5500}.band-high{color:#226a39}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
ol.cards,ul.cards{margin:0;padding:0;list-style:none}
.cards>li{margin:0 0 12px;padding:14px 16px;border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:6px}
.cards p{margin:6px 0 0}
.cards .what{display:flex;flex-wrap:wrap;gap:2px 14px;margin:0;font-size:15px;color:var(--quiet)}
.move{font-size:22px;font-weight:650;color:var(--accent)}
.reject,.error{border-left-color:#a32020!important}.query{border-left-color:#9a5b00!important}.notice{border-left-color:#4a6475!important}
.remedy{color:var(--accent)}
.label{font-weight:650;color:var(--ink)}
.about dt{margin-top:10px}
code{font:15px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
footer{padding:16px 20px 40px}
@media(min-width:640px){header,section{padding:32px 36px;border-radius:10px}main{padding-top:20px}h1{font-size:38px}.facts{grid-template-columns:1fr 1fr}.facts .wide{grid-column:1/-1}figure{margin:24px auto 0;max-width:620px}footer{padding:16px 36px 40px}}
@page{size:A4;margin:16mm 14mm}
@media print{body{background:#fff;font-size:11pt}main{max-width:none;padding:0}header,section{padding:0 0 14pt;border-radius:0}nav{display:none}tr,li,figure,.facts>div{break-inside:avoid}h2,h3{break-after:avoid}.facts{grid-template-columns:1fr 1fr}.facts .wide{grid-column:1/-1}figure{max-width:130mm;margin:10pt auto 0}.bar,.bar>span,.bar>i,.facts>div{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
