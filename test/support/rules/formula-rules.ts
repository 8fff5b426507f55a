import { areaOf, cellOf, when } from './parts.ts';

/** What formulas may name: tabs, and names of the workbook in small letters. */
export interface Named {
  readonly sheets: readonly string[];
  readonly names: ReadonlySet<string>;
}

/** Functions that came after 2007: in a file they are called `_xlfn.…`, and none of ours is among them. */
const later = new Set(
  'AGGREGATE CONCAT DAYS DROP EXPAND FILTER IFNA IFS LAMBDA LET MAP MAXIFS MINIFS NUMBERVALUE RANK.EQ REDUCE SEQUENCE SHEET SORT SORTBY STDEV.S SWITCH TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW UNICHAR UNIQUE VSTACK XLOOKUP XMATCH XOR'.split(
    ' ',
  ),
);
const errors = /#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A)/g;
/** Texts, and sheets in quotes, in which a text could seem to begin. */
const quotations = /"((?:[^"]|"")*)"|'(?:[^']|'')+'!/g;
const sheetOf = /(?:'((?:[^']|'')+)'|([^\s!(),;:&=<>+*/^{}'-]+))!/g;

/** A formula as a file holds it: English, without an equals sign, commas between arguments. */
export function formulaRules(formula: string, { sheets, names }: Named): string[] {
  const literals = [...formula.matchAll(quotations)].flatMap(([, text]) => text?.replaceAll('""', '"') ?? []);
  const withoutTexts = formula
    .replace(quotations, (all, text) => (text === undefined ? all : '""'))
    .replace(errors, '0');
  const bare = withoutTexts.replace(sheetOf, '');
  const depth = depthsOf(bare);
  const [isWord, isFunction] = [/(?<![\w.$])([^\W\d][\w.]*)(?![\w.(!])/gu, /([A-Za-z_][\w.]*)\(/g];
  const unknown = [...bare.replace(/(?<![\w.])\d+(\.\d+)?[eE][+-]?\d+/g, '0').matchAll(isWord)]
    .map(([, word = '']) => word)
    .filter(
      (word) => cellOf(word) === null && !/^([A-Z]{1,3}|TRUE|FALSE)$/.test(word) && !names.has(word.toLowerCase()),
    );
  return [
    ...when(
      [formula === '' || formula.startsWith('='), 'a formula is empty or begins with ='],
      [formula.length > 8192, `a formula of ${formula.length} characters`],
      [literals.some((text) => text.length > 255), `a text of more than 255 characters in ${formula.slice(0, 40)}`],
      [
        depth.least < 0 || depth.last !== 0 || depth.most > 64 || /['"]/.test(bare.replaceAll('""', '')),
        `brackets or quotes in ${formula.slice(0, 60)}`,
      ],
      [/;/.test(bare.replace(/\{[^}]*\}/g, '')), `; between arguments in ${formula.slice(0, 60)}`],
    ),
    ...[...withoutTexts.matchAll(sheetOf)].flatMap(([, quoted, plain]) => sheetRules(quoted, plain, sheets)),
    ...[...bare.matchAll(isFunction)]
      .map(([, name = '']) => name)
      .filter((name) => later.has(name) || (name !== name.toUpperCase() && !name.startsWith('_xl')))
      .map((name) => `a formula calls ${name}`),
    ...unknown.map((word) => `a formula names ${word}, which is not defined`),
  ];
}

/** A sheet as formulas name it: one that is there, and in quotes unless it looks like nothing else. */
export function sheetRules(quoted: string | undefined, plain: string | undefined, sheets: readonly string[]): string[] {
  const name = (quoted ?? plain ?? '').replaceAll("''", "'");
  return when(
    [!sheets.includes(name), `a formula names the sheet ${name}, which is not there`],
    [
      plain !== undefined && (!/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(plain) || cellOf(plain.toUpperCase()) !== null),
      `a formula names the sheet ${plain} without quotes`,
    ],
  );
}

/** A place of this workbook, as links, names and charts write it: `'Next steps'!$B$7`. */
export function placeRules(place: string, sheets: readonly string[]): string[] {
  const [, quoted, plain, range] = /^(?:'((?:[^']|'')+)'|([^'!]+))!([^!]+)$/.exec(place) ?? [];
  return [
    ...when([areaOf(range) === null, `no place: ${place}`]),
    ...(range === undefined ? [] : sheetRules(quoted, plain, sheets)),
  ];
}

function depthsOf(formula: string): { least: number; most: number; last: number } {
  let [least, most, last] = [0, 0, 0];
  for (const character of formula) {
    last += character === '(' ? 1 : character === ')' ? -1 : 0;
    least = Math.min(least, last);
    most = Math.max(most, last);
  }
  return { least, most, last };
}
