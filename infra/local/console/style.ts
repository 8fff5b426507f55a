import { accent } from '../../../shared/rendering/html/html.ts';

export const style = `
:root{--ink:#1b2733;--quiet:#5d6b77;--line:#dfe6ea;--paper:#fff;--ground:#f4f7f8;--accent:${accent.light};--track:#e3e9ec;--bad:#a32020;--ask:#8a5a00;--tell:#4a6475;--focus:#c98a00;--good:#1f6a39}
@media (prefers-color-scheme:dark){:root{--ink:#e6ecf0;--quiet:#93a3af;--line:#2b3842;--paper:#172028;--ground:#10171d;--accent:${accent.dark};--track:#2b3842;--bad:#f08a80;--ask:#e6b45c;--tell:#9fb6c4;--focus:#ffc83d;--good:#86d6a3}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-variant-numeric:tabular-nums}
header{display:flex;flex-wrap:wrap;gap:6px 28px;align-items:baseline;max-width:1120px;margin:0 auto;padding:22px 32px 0}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;padding:8px 12px;background:var(--paper)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.brand{font-weight:700;font-size:18px;letter-spacing:-.01em;color:var(--ink);text-decoration:none}
nav{display:flex;flex-wrap:wrap;gap:4px 18px}
header nav a[aria-current]{color:var(--ink);font-weight:650;text-decoration:underline;text-decoration-thickness:3px;text-underline-offset:7px}
.pager{align-items:baseline;justify-content:center;margin:16px 0}
.where{margin-left:auto;color:var(--quiet);font-size:13px}
a{color:var(--accent);text-underline-offset:3px}
a:hover{text-decoration-thickness:2px}
header a{text-decoration:none}
main{max-width:1120px;margin:0 auto;padding:20px 32px 64px}
h1{font-size:30px;line-height:1.15;letter-spacing:-.02em;margin:18px 0 4px}
h2{font-size:17px;margin:38px 0 10px}
.sub{color:var(--quiet);margin:0 0 22px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:10px;overflow:hidden}
table{width:100%;border-collapse:collapse}
th{font-weight:500;font-size:13px;color:var(--quiet);text-align:left;padding:11px 16px;border-bottom:1px solid var(--line)}
td{padding:12px 16px;border-bottom:1px solid var(--line);vertical-align:top}
tr:last-child td{border-bottom:0}
.num{text-align:right;white-space:nowrap}
.big{font-size:17px;font-weight:650}
.note{white-space:pre-line}
.small{font-size:13px;color:var(--quiet)}
.file{overflow-wrap:anywhere}
.stage{display:inline-block;padding:1px 9px;border-radius:99px;font-size:13px;border:1px solid var(--line);color:var(--quiet);white-space:nowrap}
.stage.counts{border-color:var(--accent);color:var(--accent)}
.stage.rejected{border-color:var(--bad);color:var(--bad)}
.reject,.error{color:var(--bad)}.query{color:var(--ask)}.notice{color:var(--tell)}
.bar{display:block;width:100%;height:8px;margin-top:8px;border:0;border-radius:2px;background:var(--track);overflow:hidden;appearance:none}
.bar::-webkit-progress-bar{background:var(--track)}.bar::-webkit-progress-value{background:var(--accent)}.bar::-moz-progress-bar{background:var(--accent)}
.empty{padding:40px 24px;text-align:center;color:var(--quiet)}
.empty strong{display:block;color:var(--ink);font-size:17px;margin-bottom:4px}
form.upload{display:flex;flex-wrap:wrap;gap:12px 18px;align-items:end;padding:16px}
label{display:block;min-width:0;font-size:13px;color:var(--quiet)}
label input,label select{display:block;max-width:100%;margin-top:3px;font-size:15px;color:var(--ink)}
.find{display:flex;flex-wrap:wrap;gap:12px;align-items:end;margin:22px 0 12px}
.find label:first-child{flex:1 1 240px}.find input{width:100%}
.attention{margin-bottom:16px;border-color:var(--ask)}.attention h2{margin:14px 16px 4px}.attention ul{margin:0;padding:0;list-style:none}.attention li{padding:8px 16px 12px;border-top:1px solid var(--line)}.attention li:first-child{border-top:0}.attention form{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between;color:var(--ink)}
.attention .small,.attention details{color:var(--quiet)}
.attention pre{max-height:240px;overflow:auto;margin-top:6px;background:var(--ground);border-radius:6px}
.fine{margin:0 0 16px;color:var(--good)}
.round{margin-bottom:16px;padding:16px}.round h2{margin:0 0 10px}.round dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:10px 20px;margin:0 0 14px}.round dt{font-size:13px;color:var(--quiet)}.round dd{margin:0;overflow-wrap:anywhere}.acts{display:flex;flex-wrap:wrap;gap:10px 20px;align-items:center}
input,select{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--quiet);border-radius:6px;padding:7px 10px}
button{font:inherit;font-weight:600;color:#fff;background:${accent.light};border:0;border-radius:6px;padding:8px 16px;cursor:pointer}
button.plain{background:none;color:var(--accent);border:1px solid var(--line)}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{margin:0;padding:14px 16px;white-space:pre-wrap;overflow-wrap:anywhere}
.zone{margin:0;padding:10px 16px}details summary{cursor:pointer;margin:12px 0}
.score{display:flex;gap:28px;align-items:baseline;padding:20px 16px 4px}
.percent{font-size:52px;font-weight:700;letter-spacing:-.03em;color:var(--accent);line-height:1}
.problem{padding:12px 16px;border-bottom:1px solid var(--line)}.problem:last-child{border-bottom:0}
iframe{display:block;width:100%;height:640px;border:0;background:#f3f6f7}
.lost{display:none;position:fixed;inset:auto 0 0;margin:0;padding:12px;text-align:center;background:var(--bad);color:#fff}
.gone .lost{display:block}
@media(max-width:760px){header,main{padding-left:16px;padding-right:16px}h1{font-size:26px;overflow-wrap:anywhere}.where{margin-left:0}thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}table,tbody,tr,td{display:block}tr{padding:10px 0;border-bottom:1px solid var(--line)}tr:last-child{border-bottom:0}td{padding:2px 16px;border:0}td[width]{width:auto}.num{text-align:left;white-space:normal}td[data-title]::before{content:attr(data-title) ": ";font-size:13px;color:var(--quiet)}.score{flex-wrap:wrap}input[type=file]{width:100%}code{overflow-wrap:anywhere}}
@media print{:root{--ground:#fff;--paper:#fff;--ink:#000;--quiet:#444}nav,form,.skip{display:none}main,header{max-width:none;padding:0}tr,.card{break-inside:avoid}thead{display:table-header-group}}
`;
