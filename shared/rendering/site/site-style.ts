import { hash } from 'node:crypto';
import { accent } from '../html/html.ts';
import type { SiteFile } from './round-site.ts';

/** For a telephone first. Nothing is fetched from elsewhere; colours follow what the reader's system is set to. */
const style = `
:root{color-scheme:light dark;--ink:#17232b;--quiet:#52616b;--ground:#f3f6f7;--paper:#fff;--line:#d9e0e4;--accent:${accent.light};--strong:#0b4350;--on-strong:#fff;--faint:#c4dbe0;--track:#dfe6e9;--tint:#e7f1f3;--low:#9f1f18;--low-tint:#fbe9e7;--middle:#7d4700;--middle-tint:#fdf1dc;--high:#17603a;--high-tint:#e2f3e8}
@media(prefers-color-scheme:dark){:root{--ink:#e8eef1;--quiet:#a3b2bb;--ground:#0f161a;--paper:#182228;--line:#2e3c44;--accent:${accent.dark};--strong:#0b3540;--track:#31414a;--tint:#1b3038;--low:#ffb3ab;--low-tint:#46211e;--middle:#ffd08a;--middle-tint:#3f2f14;--high:#94dfb2;--high-tint:#17382a}}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.55 -apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%;overflow-wrap:break-word}
.inside{max-width:1240px;margin:0 auto;padding:0 20px}
main.inside{padding-top:28px;padding-bottom:48px}
.narrow{max-width:900px}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-9999px;padding:10px 16px;background:var(--paper);z-index:9}
.skip:focus{left:8px;top:8px}
.top{background:var(--strong);color:var(--on-strong)}
.top .inside{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 32px;padding-top:14px}
.top a{color:inherit;text-decoration:none}
.top a:hover{text-decoration:underline}
.top :focus-visible{outline-color:#fff}
.brand{margin:0;font-weight:650;font-size:17px;line-height:1.3}
.edition{display:inline-block;margin-left:8px;padding:1px 10px;border:1px solid #ffffff66;border-radius:99px;font-weight:500;font-size:14px;white-space:nowrap}
.top ul{display:flex;flex-wrap:wrap;gap:0 18px;margin:0;padding:0;list-style:none;font-size:16px}
.top li a{display:inline-block;padding:8px 0 6px;border-bottom:3px solid transparent;color:var(--faint)}
.top a[aria-current]{border-bottom-color:#fff;color:#fff;font-weight:600}
.editions{margin-left:auto;font-size:15px}
.scroll caption{max-width:calc(100vw - 60px)}
.trail{font-size:16px;margin:0 0 10px}
.trail a{display:inline-block;padding:4px 0;text-decoration:none}
h1{margin:0 0 14px;font-size:30px;line-height:1.15;letter-spacing:-.018em;text-wrap:balance}
h2{margin:0 0 12px;font-size:22px;line-height:1.25;letter-spacing:-.01em}
h3{margin:30px 0 8px;font-size:18px;line-height:1.3}
p{margin:10px 0}
.lead{max-width:68ch;color:var(--quiet)}
.quiet{color:var(--quiet);font-size:15px}
section{margin-top:36px}
.card{padding:20px;background:var(--paper);border:1px solid var(--line);border-radius:12px}
.scroll+.scroll{margin-top:14px}
.scroll{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:12px}
table{width:100%;border-collapse:collapse;font-size:16px;font-variant-numeric:tabular-nums}
caption{padding:14px 16px 4px;text-align:left;color:var(--quiet);font-size:15px}
th,td{padding:10px 12px;border-top:1px solid var(--line);text-align:right;vertical-align:top;font-weight:400}
th:first-child,td:first-child,.left{text-align:left}
thead th{border-top:0;color:var(--quiet);font-size:14px;line-height:1.25;vertical-align:bottom}
tr.pillar th,tr.pillar td{font-weight:650;background:var(--tint)}
.number{white-space:nowrap}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bar{display:block;width:100%;height:8px;margin-top:5px;border-radius:4px;background:var(--track);overflow:hidden}
.bar rect{fill:var(--accent)}
.bar line{stroke:var(--ink);stroke-width:2;vector-effect:non-scaling-stroke}
.l,.m,.h{white-space:nowrap}
.l{color:var(--low)}.m{color:var(--middle)}.h{color:var(--high)}
.l::before{content:"▼ "}.m::before{content:"◆ "}.h::before{content:"● "}
.l::before,.m::before,.h::before{font-size:.72em;vertical-align:.1em}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;margin:12px 0;font-size:15px;color:var(--quiet)}
.board{overflow:clip;background:var(--paper);border:1px solid var(--line);border-radius:12px}
.ranking{border-collapse:separate;border-spacing:0}
.ranking caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.ranking td.l{background:var(--low-tint)}.ranking td.m{background:var(--middle-tint)}.ranking td.h{background:var(--high-tint)}
.ranking td,.ranking th{padding:9px 6px;vertical-align:middle}
.ranking td:first-child,.ranking th:first-child{padding-left:12px}
.ranking thead{position:sticky;top:0;z-index:3}
.ranking thead th{background:var(--paper);border-bottom:1px solid var(--line);vertical-align:bottom}
.ranking .c{text-align:center;border-left:1px solid var(--paper);font-size:15px}
.ranking .c,.ranking .group,.ranking .title{display:none}
.ranking .by{display:table-cell}
.ranking tbody th{width:100%}
.ranking thead .by{min-width:68px;padding:8px 4px;hyphens:auto;overflow-wrap:anywhere;font-size:13px}
.ranking thead .group{text-align:center;font-weight:600;color:var(--ink);border-left:1px solid var(--line)}
.ranking tbody th,.ranking tfoot th{text-align:left;font-weight:600;line-height:1.3;overflow-wrap:anywhere;hyphens:auto}
.ranking .rank{width:44px;font-weight:650;font-size:18px}
.ranking .score{min-width:68px;text-align:left;font-weight:650;white-space:nowrap}
.ranking tfoot td,.ranking tfoot th{border-top:2px solid var(--line);font-weight:600;font-size:15px;white-space:nowrap}
.ranking tfoot th{white-space:normal}
.ranking tbody th small{display:block;font-weight:400;color:var(--quiet);font-size:14px}
.ranking tbody tr:hover>*{box-shadow:inset 0 0 0 99px color-mix(in srgb,var(--accent) 7%,transparent)}
thead button{padding:0;border:0;background:none;color:inherit;font:inherit;cursor:pointer;text-decoration:underline dotted;text-underline-offset:.2em}
thead [aria-sort] button{color:var(--ink);font-weight:650;text-decoration:none}
thead [aria-sort=ascending] button::after{content:" ↑"}
thead [aria-sort=descending] button::after{content:" ↓"}
.find{margin:16px 0 10px}
.find[hidden]{display:none}
.find summary{padding:10px 0;color:var(--accent);cursor:pointer}
.find .choices{display:grid;grid-template-columns:1fr 1fr;gap:12px;align-items:end}
.find label{display:block;min-width:0;font-size:15px;color:var(--quiet)}
.find input,.find select{display:block;width:100%;min-height:44px;margin-top:3px;padding:8px 12px;border:1px solid var(--quiet);border-radius:8px;background:var(--paper);color:var(--ink);font:inherit;text-overflow:ellipsis}
.pick ul{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 8px;padding:0;list-style:none}
.pick a{display:inline-block;padding:7px 16px;border:1px solid var(--line);border-radius:99px;background:var(--paper);text-decoration:none}
.pick a:hover{border-color:var(--accent)}
.pick .to-answers,#not-met:target .to-not-met,#met:target .to-met{border-color:var(--accent);background:var(--tint);color:var(--ink);font-weight:650}
#not-met:target .to-answers,#met:target .to-answers{border-color:var(--line);background:var(--paper);color:var(--accent);font-weight:400}
#not-met:target .is-met,#met:target .is-not{display:none}
.find button,.more{min-height:44px;padding:8px 18px;border:1px solid var(--accent);border-radius:8px;background:var(--paper);color:var(--accent);font:inherit;cursor:pointer}
.more{margin-top:14px}
.turn{display:flex;gap:20px;align-items:center;margin:18px 0}
.turn[hidden]{display:none}
.facts{display:grid;grid-template-columns:1fr 1fr;gap:12px;margin:20px 0 0}
.facts>div:nth-child(3){grid-column:1/-1}
.facts>div{padding:16px 18px;background:var(--paper);border:1px solid var(--line);border-radius:12px}
dt{color:var(--quiet);font-size:15px}
dd{margin:0}
.large{font-size:34px;font-weight:680;line-height:1.2;letter-spacing:-.02em}
figure{margin:0}
figure.radar{margin-bottom:14px;padding:12px 4px;background:#fff;border:1px solid var(--line);border-radius:12px}
figure svg{display:block;width:100%;max-width:640px;height:auto;margin:0 auto}
.chart text{fill:var(--ink);font:14px -apple-system,"Segoe UI",Roboto,Arial,sans-serif}
.chart .column{fill:var(--accent)}
.chart .axis{stroke:var(--line)}
.chart polyline{fill:none;stroke:var(--accent);stroke-width:2.5}
.chart .dot{fill:var(--accent);stroke:var(--paper);stroke-width:2}
.qa{margin:0;padding:0;list-style:none}
.qa>li{padding:16px 0;border-top:1px solid var(--line)}
.qa .asked{display:grid;grid-template-columns:1fr auto;gap:4px 16px;margin:0}
.qa .asked a{color:inherit}
.said{align-self:start;padding:1px 12px;border-radius:99px;font-weight:650;font-size:15px;white-space:nowrap;border:1px solid currentColor}
.yes{color:var(--high);background:var(--high-tint)}.no{color:var(--low);background:var(--low-tint)}.open{color:var(--quiet)}
.verified{grid-column:1/-1;font-size:15px;font-weight:650;color:var(--accent)}.verified::before{content:"✓ "}
.evidence{margin:8px 0 0;padding:2px 0 2px 14px;border-left:3px solid var(--line);white-space:pre-line;font-size:16px;max-width:72ch}
.names{columns:2 220px;padding-left:1.2em}
footer{padding-bottom:40px;color:var(--quiet);font-size:15px}
code{font:15px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
@media(max-width:479px){.ranking:has(thead .by) .rank{width:32px;font-size:16px}.ranking:has(thead .by) .score{min-width:54px}.ranking:has(thead .by) td,.ranking:has(thead .by) th{padding:9px 4px}.ranking:has(thead .by) thead th{font-size:12px;overflow-wrap:anywhere}.ranking thead .by{min-width:66px}.ranking thead .by button{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;width:58px;text-align:left}.ranking thead .by[aria-sort] button::after{content:none}.ranking thead .by[aria-sort=ascending] button::before{content:"↑ "}.ranking thead .by[aria-sort=descending] button::before{content:"↓ "}.ranking:has(thead .by) tbody th{font-size:15px}}
@media(min-width:720px){.inside{padding:0 32px}h1{font-size:40px}.find{display:grid;grid-template-columns:minmax(180px,2fr) 5fr;gap:12px;align-items:end}.find summary{display:none}.find .choices{grid-template-columns:1fr 1fr 1fr auto}.facts{grid-template-columns:repeat(auto-fit,minmax(200px,1fr))}.facts>div:nth-child(3){grid-column:auto}.card{padding:28px}.two figure{position:sticky;top:20px}.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:20px;align-items:start}.ranking .rank{width:64px}.ranking .score{min-width:150px}.ranking thead .by{min-width:130px}.ranking td,.ranking th{padding:9px 12px}}
@media(min-width:1100px){.narrow-hint{display:none}.ranking .c,.ranking .group,.ranking .title{display:table-cell}.ranking td,.ranking th{padding:9px 8px}.ranking tbody th{width:auto;min-width:150px}.ranking .score{min-width:96px}.ranking .c{padding:9px 4px;white-space:nowrap}.ranking thead .title{min-width:0;height:158px;padding:8px 4px;text-align:left;vertical-align:bottom;font-size:14px;overflow-wrap:normal;hyphens:manual}.ranking thead .title>span,.ranking thead .title>button{display:inline-block;writing-mode:vertical-rl;transform:rotate(180deg);max-height:142px;line-height:1.15;text-align:left}.wide{overflow:auto;max-height:96vh}.wide .ranking tbody th,.wide .ranking tfoot th{position:sticky;left:0;z-index:1;background:var(--paper);min-width:220px}.wide .ranking thead th:nth-child(2){position:sticky;left:0;z-index:2}}
@media(min-width:1800px){body{font-size:18px}.inside{max-width:1640px}.narrow{max-width:1000px}.ranking .c{font-size:16px}}
@page{size:A4;margin:14mm}
@page ranking{size:A4 landscape;margin:10mm}
@media print{:root{color-scheme:light;--ink:#000;--quiet:#333;--ground:#fff;--paper:#fff;--line:#bbb;--accent:${accent.light};--track:#dfe6e9;--tint:#eee;--low:#9f1f18;--low-tint:#fbe9e7;--middle:#7d4700;--middle-tint:#fdf1dc;--high:#17603a;--high-tint:#e2f3e8}body{font-size:10.5pt}.top{background:none;color:#000}.top nav,.trail,.find,#shown,.skip,.more,.turn,.pick,.narrow-hint{display:none}.top a{color:#000}.edition{border-color:#000}main.inside,.inside{max-width:none;padding:0}.scroll,.board{overflow:visible;max-height:none;border:0}.two{display:block}.two figure{position:static;max-width:115mm;margin:0 auto 10pt}table{font-size:9.5pt}body:has(.board){page:ranking}.ranking thead{position:static;display:table-header-group}.ranking tfoot{display:table-row-group}.ranking .c,.ranking .group,.ranking .title{display:table-cell}.ranking .title>span,.ranking thead button,.ranking thead .title>button{display:contents;writing-mode:inherit;transform:none}.ranking thead .title{min-width:0;height:92px;padding:2px 4px;writing-mode:vertical-rl;writing-mode:sideways-lr;vertical-align:middle;text-align:left;font-size:7pt;line-height:1.05}.ranking thead .group{font-size:7.5pt}.ranking td,.ranking th,.ranking .c{padding:3px;font-size:8.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}.ranking .rank{width:30px;font-size:9pt}.ranking .score{min-width:52px}.ranking tbody th small{font-size:7.5pt}.ranking tbody th,.wide .ranking tbody th{position:static;width:auto;min-width:0;max-width:70mm}.ranking thead th:nth-child(2){position:static}tr,.qa>li,figure,.facts>div{break-inside:avoid}h2,h3{break-after:avoid}.bar,.bar rect,.said,.chart{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`.trim();

/** Named by what is in it: it may be kept for ever. */
export const styleFile: SiteFile = hashed('site', 'css', style);

export function hashed(name: string, ending: string, content: string): SiteFile {
  const digest = hash('sha256', content, 'hex').slice(0, 12);
  return { path: `assets/${name}.${digest}.${ending}`, content };
}
