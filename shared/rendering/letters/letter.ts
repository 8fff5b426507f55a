import { html } from 'hono/html';
import { accent, cellBar, type Html } from '../html/html.ts';
import type { DescribedProblem } from '../words/described-problem.ts';
import { withColon } from '../words/labelled.ts';

interface PageLinked {
  readonly label: string;
  readonly address: string;
  readonly note: string;
}

interface Listed {
  readonly heading: string;
  readonly lines: readonly DescribedProblem[];
  /** How many more there are, and where; empty: none. */
  readonly more: string;
}

/** A mail's parts in the order in which they are read: both forms, HTML and text, are made of the same. */
export interface Letter {
  readonly language: string;
  /** What somebody has decided of it, above everything else. */
  readonly decided?: Listed | null;
  readonly headline: string;
  /** What is to be seen at a glance, such as the deadline. */
  readonly facts?: readonly { readonly title: string; readonly value: string }[];
  /** Share 0..100 for the bar under the headline; null: no bar. */
  readonly percent: number | null;
  readonly paragraphs: readonly string[];
  readonly counts: {
    readonly heading: string;
    readonly rows: readonly { readonly title: string; readonly count: string; readonly percent: number }[];
  } | null;
  readonly problems: Listed | null;
  /** Questions, or whatever else there is to name, and how many more there are; of none, `more` is empty. */
  readonly listed?: { readonly heading: string; readonly lines: readonly string[]; readonly more: string };
  /** What to do next, the most valuable first. */
  readonly steps?: {
    readonly heading: string;
    readonly lines: readonly { readonly title: string; readonly gain: string }[];
  } | null;
  /** A page of ours to open, and until when. */
  readonly page?: PageLinked;
  /** The reader's own page, where what is asked for can be done: after what is asked. */
  readonly portal?: PageLinked;
  /** Something to open: an address of ours, and what it is; null: nothing. */
  readonly link: { readonly label: string; readonly address: string } | null;
  readonly closing: readonly string[];
  readonly footer: readonly string[];
}

const ink = '#1b2733';
const quiet = '#5b6975';
const track = '#e3e9ec';
const font = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** Everything that came from people is escaped by the template, once, here. */
export function letterHtml(letter: Letter): string {
  const page = html`<!doctype html>
<html lang="${letter.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${letter.headline}</title>
</head>
<body style="margin:0;padding:0;background:#f3f6f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f6f7"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;background:#ffffff;border-radius:8px"><tr><td style="padding:36px 40px 28px;${font};color:${ink};font-size:16px;line-height:1.5">
${letter.decided ? decidedHtml(letter.decided) : ''}<h1 style="margin:0 0 14px;font-size:28px;line-height:1.2;font-weight:650">${letter.headline}</h1>
${letter.percent === null ? '' : cellBar(letter.percent, { height: 10, colour: accent.light, track })}
${letter.facts === undefined ? '' : factsHtml(letter.facts)}${letter.paragraphs.map((text) => paragraphWithLink(text, letter.portal))}${letter.listed === undefined ? '' : listedHtml(letter.listed)}
${letter.page === undefined ? '' : pageHtml(letter.page)}
${letter.counts === null ? '' : countsHtml(letter.counts)}
${letter.problems === null ? '' : problemsHtml(letter.problems)}
${letter.steps ? stepsHtml(letter.steps) : ''}
${letter.portal === undefined ? '' : pageHtml(letter.portal)}
${letter.link === null ? '' : linkHtml(letter.link)}
${letter.closing.map((text) => paragraph(text))}
</td></tr></table>
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px"><tr><td style="padding:18px 40px;${font};color:${quiet};font-size:13px;line-height:1.5">
${letter.footer.map((text) => html`<div>${text}</div>\n`)}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
  return String(page);
}

const factsHtml = (facts: NonNullable<Letter['facts']>): Html =>
  html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:20px 0 8px;background:#f3f6f7;border-radius:6px;font-size:15px"><tr><td style="padding:10px 18px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0">${facts.map(
    ({ title, value }) => html`
<tr><td valign="top" style="padding:5px 18px 5px 0;white-space:nowrap;color:${quiet}">${title}</td><td width="99%" style="padding:5px 0;font-weight:650;word-break:break-word">${value}</td></tr>`,
  )}</table></td></tr></table>\n`;

const listedHtml = ({ heading: title, lines, more }: NonNullable<Letter['listed']>): Html =>
  html`${heading(title)}<ul style="margin:0;padding:0 0 0 20px">${lines.map((line) => html`<li style="margin:4px 0">${line}</li>`)}</ul>\n${more === '' ? '' : paragraph(more)}`;

const paragraph = (text: string): Html => html`<p style="margin:14px 0 0">${text}</p>\n`;

/** An address of ours in the office's own words, which is too long for any line, is shown by its host alone. */
function paragraphWithLink(text: string, portal: PageLinked | undefined): Html {
  if (portal === undefined || !text.includes(portal.address)) return paragraph(text);
  const { address } = portal;
  const link = html`<a href="${address}" style="color:${accent.light};font-weight:650">${new URL(address).host}</a>`;
  const [first = '', ...others] = text.split(address);
  return html`<p style="margin:14px 0 0">${first}${others.map((part) => html`${link}${part}`)}</p>\n`;
}

const heading = (text: string): Html =>
  html`<h2 style="margin:30px 0 6px;font-size:17px;line-height:1.3;font-weight:650">${text}</h2>\n`;

const linkHtml = ({ label, address }: NonNullable<Letter['link']>): Html =>
  html`<p style="margin:22px 0 0"><a href="${address}" style="color:${accent.light};font-weight:650">${label}</a></p>\n`;

function countsHtml({ heading: title, rows }: NonNullable<Letter['counts']>): Html {
  return html`${heading(title)}<table width="100%" cellpadding="0" cellspacing="0" style="font-size:15px">${rows.map(
    (row) => html`
<tr><td style="padding:5px 12px 5px 0">${row.title}</td><td width="38%" style="padding:5px 0">${cellBar(row.percent, { height: 8, colour: accent.light, track })}</td><td align="right" style="padding:5px 0 5px 14px;white-space:nowrap;color:${quiet}">${row.count}</td></tr>`,
  )}</table>\n`;
}

/** Above the headline, and with room below it. */
const decidedHtml = ({ heading: title, ...listed }: Listed): Html =>
  html`<div style="margin:0 0 30px"><h2 style="margin:0 0 6px;font-size:20px;line-height:1.3;font-weight:650">${title}</h2>\n${linesHtml(listed)}</div>\n`;

const problemsHtml = ({ heading: title, ...listed }: Listed): Html => html`${heading(title)}${linesHtml(listed)}`;

function linesHtml({ lines, more }: Omit<Listed, 'heading'>): Html {
  return html`${lines.map(
    (line) => html`
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:12px 0 0"><tr><td style="padding:2px 0 2px 14px;border-left:3px solid ${severityColours[line.severity]}">
<div style="font-size:13px;color:${quiet}"><strong style="color:${severityColours[line.severity]}">${line.label}</strong>${line.place === '' ? '' : html` &middot; ${line.place}`}</div>
${line.question === '' ? '' : html`<div style="font-size:14px;color:${quiet}">${line.question}</div>`}
<div>${line.message}</div>
<div style="color:${accent.light}">${line.remedy}</div>
</td></tr></table>`,
  )}${more === '' ? '' : paragraph(more)}`;
}

function stepsHtml({ heading: title, lines }: NonNullable<Letter['steps']>): Html {
  return html`${heading(title)}<table width="100%" cellpadding="0" cellspacing="0" style="font-size:15px">${lines.map(
    (line) => html`
<tr><td style="padding:5px 12px 5px 0">${line.title}</td><td align="right" valign="top" style="padding:5px 0;white-space:nowrap;font-weight:650;color:${accent.light}">${line.gain}</td></tr>`,
  )}</table>\n`;
}

const pageHtml = ({ label, address, note }: PageLinked): Html =>
  html`<p style="margin:22px 0 0"><a href="${address}" style="display:inline-block;padding:11px 20px;border-radius:6px;background:${accent.light};color:#ffffff;font-weight:650;text-decoration:none">${label}</a></p>
<p style="margin:6px 0 0;font-size:13px;color:${quiet}">${note}</p>\n`;

const severityColours = { reject: '#a32020', error: '#a32020', query: '#8a5a00', notice: '#4a6475' } as const;

const width = 72;

/** The same letter for people, and machines, that read plain text. */
export function letterText(letter: Letter): string {
  const { language } = letter;
  const longest = Math.max(0, ...(letter.counts?.rows.map(({ title }) => title.length) ?? []));
  const counts = letter.counts?.rows.map(({ title, count, percent }) => {
    const filled = Math.round(percent / 10);
    return `  ${title.padEnd(longest)} ${'#'.repeat(filled)}${'.'.repeat(10 - filled)}  ${count}`;
  });
  const steps = letter.steps?.lines.map(({ title, gain }) => `* ${wrapped(title, '  ').trimStart()}\n  ${gain}`);
  const parts = [
    ...listedText(letter.decided, language),
    letter.headline,
    ...(letter.facts === undefined ? [] : [factsText(letter.facts, language)]),
    ...letter.paragraphs.map((text) => wrapped(text)),
    ...(letter.listed === undefined ? [] : namedText(letter.listed, language)),
    pageText(letter.page, language),
    counts === undefined ? '' : [headed(letter.counts?.heading, language), ...counts].join('\n'),
    ...listedText(letter.problems, language),
    steps === undefined ? '' : [headed(letter.steps?.heading, language), ...steps].join('\n\n'),
    pageText(letter.portal, language),
    letter.link === null ? '' : `${headed(letter.link.label, language)}\n${letter.link.address}`,
    ...letter.closing.map((text) => wrapped(text)),
    ['-- ', ...letter.footer].join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const headed = (heading: string | undefined, language: string): string => withColon(heading ?? '', language);

/** One below the other, their values too. */
function factsText(facts: NonNullable<Letter['facts']>, language: string): string {
  const titles = facts.map(({ title }) => headed(title, language));
  const longest = Math.max(...titles.map((title) => title.length));
  return facts.map(({ value }, index) => `${(titles[index] ?? '').padEnd(longest)} ${value}`).join('\n');
}

const namedText = ({ heading: title, lines, more }: NonNullable<Letter['listed']>, language: string): string[] => [
  [headed(title, language), ...lines.map((line) => `* ${wrapped(line, '  ').trimStart()}`)].join('\n'),
  more,
];

function listedText(listed: Listed | null | undefined, language: string): string[] {
  if (!listed) return [];
  const lines = listed.lines.map((line) =>
    [
      `* ${[line.label, line.place].filter((part) => part !== '').join(' - ')}`,
      ...[line.question, line.message, line.remedy].filter((part) => part !== '').map((part) => wrapped(part, '  ')),
    ].join('\n'),
  );
  return [[headed(listed.heading, language), ...lines].join('\n\n'), listed.more];
}

/** An address is never broken over lines: mail programs would cut the link there. */
const pageText = (page: PageLinked | undefined, language: string): string =>
  page === undefined ? '' : `${headed(page.label, language)}\n${page.address}\n${wrapped(page.note)}`;

function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  // A number keeps its sign beside it.
  for (const word of text.replaceAll(' %', '\u00a0%').split(/[ \n]+/)) {
    const line = lines.at(-1);
    const fits = line !== undefined && indent.length + line.length + 1 + word.length <= width;
    if (fits) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => indent + line.replaceAll('\u00a0', ' ')).join('\n');
}

export interface ResultsPageUrl {
  readonly address: string;
  /** ISO instant at which it has ended for certain. */
  readonly until: string;
}
