export const style = `
:root{--ink:#1b2733;--quiet:#5d6b77;--line:#dfe6ea;--paper:#fff;--ground:#f4f7f8;--accent:#0b6b63;--track:#e3e9ec;--bad:#a32020;--ask:#8a5a00;--tell:#4a6475}
@media (prefers-color-scheme:dark){:root{--ink:#e6ecf0;--quiet:#93a3af;--line:#2b3842;--paper:#172028;--ground:#10171d;--accent:#5cc4b8;--track:#2b3842;--bad:#f08a80;--ask:#e6b45c;--tell:#9fb6c4}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-variant-numeric:tabular-nums}
header{display:flex;gap:28px;align-items:baseline;max-width:1120px;margin:0 auto;padding:26px 32px 0}
.brand{font-weight:700;font-size:18px;letter-spacing:-.01em;color:var(--ink);text-decoration:none}
nav{display:flex;gap:18px}
.where{margin-left:auto;color:var(--quiet);font-size:13px}
a{color:var(--accent);text-decoration:none}
a:hover{text-decoration:underline}
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
form.upload{display:flex;flex-wrap:wrap;gap:12px;align-items:center;padding:16px}
input{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:6px;padding:7px 10px}
button{font:inherit;font-weight:600;color:#fff;background:#0b6b63;border:0;border-radius:6px;padding:8px 16px;cursor:pointer}
button.plain{background:none;color:var(--accent);border:1px solid var(--line)}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{margin:0;padding:14px 16px;white-space:pre-wrap;overflow-wrap:anywhere}
.score{display:flex;gap:28px;align-items:baseline;padding:20px 16px 4px}
.percent{font-size:52px;font-weight:700;letter-spacing:-.03em;color:var(--accent);line-height:1}
.problem{padding:12px 16px;border-bottom:1px solid var(--line)}.problem:last-child{border-bottom:0}
iframe{display:block;width:100%;height:640px;border:0;background:#f3f6f7}
.lost{display:none;position:fixed;inset:auto 0 0;margin:0;padding:12px;text-align:center;background:var(--bad);color:#fff}
.gone .lost{display:block}
`;
