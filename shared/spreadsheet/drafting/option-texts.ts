import { numberIn, pointsWord } from './sheet-view.ts';

/** An answer as it is listed in a cell, with its points if they stand beside it. */
export interface ListedOption {
  readonly label: string;
  readonly points: number | null;
}

/** Answers that are listed in one cell: on lines, behind `;`, between `/` or commas; `[ ]` and bullets are taken away. */
export function optionsIn(written: string): ListedOption[] {
  const text = written.replace(/\r\n?/g, '\n').trim();
  const parts = partsOf(text)
    .map((part) => part.replace(/^[\s☐☑☒□▢○●◯•·*–-]+(?=\p{L}|\d)|^\[\s*\]\s*/u, '').trim())
    .filter((part) => part !== '');
  if (parts.length < 2 || parts.some((part) => part.length > 200)) return [];
  return parts.map(optionOf);
}

function partsOf(text: string): string[] {
  for (const mark of ['\n', ';', '|']) if (text.includes(mark)) return text.split(mark);
  const boxes = text.split(/(?=[☐□▢○◯])/u).filter((part) => part.trim() !== '');
  if (boxes.length > 1) return boxes;
  if (/\s\/\s/.test(text)) return text.split(/\s\/\s/);
  if (text.includes(',') && !/\d,\d/.test(text)) return text.split(/,\s*/);
  if (text.includes('/') && !text.includes(' ')) return text.split('/');
  return text.includes('/') ? text.split('/') : [text];
}

const points = String.raw`\+?([-\u2212]?\d{1,4}(?:[.,]\d{1,3})?)`;
const before = new RegExp(String.raw`^${points}\s*(?:${pointsWord})?\s*(?:=|:|–|-)\s*(\p{L}.*)$`, 'isu');
const inside = new RegExp(String.raw`^(.*\S)\s*[([]\s*${points}\s*(?:${pointsWord})?\s*[)\]]$`, 'isu');
const behind = new RegExp(String.raw`^(.*\S)\s*(?:=>?|:|–|—|→|⇒|->|\s-\s)\s*${points}\s*(?:${pointsWord})?\.?$`, 'isu');

/** `11 - 50`: a range, whose end is no points. */
const range = /^[\d\s.,]+[–—-][\d\s.,]+$/u;

/** `Yes (2)`, `Yes = 2`, `2 = Yes`, `Yes: 2 points`, `0 – none`; the label keeps what is no points. */
export function optionOf(part: string): ListedOption {
  if (range.test(part)) return { label: part, points: null };
  const first = before.exec(part);
  if (first !== null) return { label: (first[2] ?? '').trim(), points: numberIn(first[1] ?? '') };
  const last = inside.exec(part) ?? behind.exec(part);
  if (last !== null) return { label: (last[1] ?? '').trim(), points: numberIn(last[2] ?? '') };
  return { label: part, points: null };
}

const worded = new RegExp(String.raw`^(\p{L}.*\S)\s+${points}\s*${pointsWord}$`, 'isu');
const wordedBefore = new RegExp(String.raw`^${points}\s*${pointsWord}\s*(?:[=:–-]\s*)?(\S.*)$`, 'isu');
/** `si oui : 5`, `5 points if yes`. */
const condition = /^(?:si|if|for|wenn|falls|bei|jos|se|per|als|indien|bij|om|pour|para)\s+(?=\p{L})/iu;

/** What may stand between answers that have points; commas stand in numbers, too. */
const between = [
  /\n/,
  /[;\n]/,
  /\|/,
  /\s\/\s/,
  /\s*•\s*/,
  /,\s*(?=\p{L})/u,
  /,\s+/,
  /\//,
  /\.\s+(?=\p{Lu})/u,
  /(?<=[)\]])\s+/,
];

/** Characters of a cell that lists answers with their points. */
const longestScored = 2_000;

/** `Yes = 5 pts; No = 0`: answers in one cell, each with its points; empty where it is anything else. */
export function scoredOptionsIn(written: string): ListedOption[] {
  const text = written.replace(/\r\n?/g, '\n').trim();
  if (text.length > longestScored || !/\d/.test(text)) return [];
  for (const mark of between) {
    const parts = text.split(mark).map((part) => part.replace(/^[\s•·*]+|[\s,;.]+$/g, ''));
    const options = parts.filter((part) => part !== '').map(scoredOption);
    if (options.length < 2 || options.some((one) => one.points === null || !/[\p{L}\d]/u.test(one.label))) continue;
    if (new Set(options.map(({ label }) => label.toLowerCase())).size === options.length) return options;
  }
  return [];
}

function scoredOption(part: string): ListedOption {
  const plain = optionOf(part);
  const first = plain.points === null ? wordedBefore.exec(part) : null;
  const last = plain.points === null && first === null ? worded.exec(part) : null;
  const found =
    first !== null
      ? { label: first[2] ?? '', points: numberIn(first[1] ?? '') }
      : last !== null
        ? { label: last[1] ?? '', points: numberIn(last[2] ?? '') }
        : plain;
  const label = found.label.replace(condition, '').trim();
  return label === found.label ? found : { ...found, label: label.charAt(0).toUpperCase() + label.slice(1) };
}

const most = String.raw`(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:${pointsWord})?`;
const least =
  String.raw`(?:(?:from|de|von|da|van|entre|between|zwischen|tra|från)\s+)?\d{1,3}\s*(?:${pointsWord})?\s*` +
  String.raw`(?:–|—|-|\.{2,3}|…|(?:to|à|a|bis|tot|till|til|et|and|und|y|e|en)\s)\s*`;
const upTo =
  String.raw`(?:max(?:imum|imal|imaal|\.)?|maks(?:imi|imissaan|\.)?|máx(?:imo|\.)?|massimo|máximo|up to|at most|out of|` +
  `jusqu['’]à|au plus|sur|bis zu|bis|höchstens|hasta|como máximo|sobre|fino a|su|tot|ten hoogste|hoogstens|` +
  String.raw`enintään|korkeintaan|högst|upp till|até|\/)\s*:?\s*`;
const mostForms = [
  new RegExp(`^${least}${most}$`, 'iu'),
  new RegExp(`^${upTo}${most}$`, 'iu'),
  new RegExp(String.raw`^${most}\s*(?:max(?:imum|imal|\.)?|au maximum|au plus|at most|como máximo|al massimo)$`, 'iu'),
];

/** `10`, `0 to 10 points`, `max. 10`, `up to 10 points`: the most that a question gives; null for anything else. */
export function mostPointsIn(written: string): number | null {
  const text = written.trim();
  if (text.length > 40) return null;
  const plain = numberIn(text);
  if (plain !== null) return plain;
  const found = mostForms.map((form) => form.exec(text)?.[1]).find((one) => one !== undefined);
  return found === undefined ? null : numberIn(found);
}
