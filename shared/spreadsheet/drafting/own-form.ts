import type { Grid } from '../formats/grid.ts';
import { identityMark, identitySheetName } from '../formats/identity.ts';

/** A sentence that our own questionnaires have below a question or beside it, and what it says. */
export interface OwnPhrase {
  readonly says: 'money' | 'fullTime' | 'whole' | 'decimal' | 'years' | 'evidence' | 'relevant' | 'points' | 'other';
  readonly pattern: RegExp;
}

/** What our own workbook says of itself. */
export interface OwnForm {
  readonly id: string;
  readonly version: string;
  readonly language: string | null;
}

/** null: the workbook is not one of ours. */
export function ownForm({ sheets }: Grid): OwnForm | null {
  const sheet = sheets.find(({ name }) => name === identitySheetName);
  const texts = new Map(
    (sheet?.cells ?? []).flatMap(({ row, column, text }) =>
      column === 1
        ? [[text, sheet?.cells.find((one) => one.row === row && one.column === 2)?.text ?? ''] as const]
        : [],
    ),
  );
  const [id = '', version = ''] = (texts.get('questionnaire') ?? '').split('@');
  if (!texts.has(identityMark) || id === '' || version === '') return null;
  return { id, version, language: texts.get('language') || null };
}

/** What the sentences in a question's row say, and the text without them. */
export interface OwnFacts {
  readonly text: string;
  readonly type: 'integer' | 'decimal' | null;
  readonly unit: string;
  readonly withinYears: string;
  readonly isRequired: boolean;
  readonly relevant: string;
  /** By label. */
  readonly points: ReadonlyMap<string, number>;
}

export function ownFacts(written: string, phrases: readonly OwnPhrase[]): OwnFacts {
  const kept: string[] = [];
  let facts = { type: null, unit: '', withinYears: '', isRequired: false, relevant: '', points: new Map() } as Omit<
    OwnFacts,
    'text'
  >;
  for (const line of written.split('\n')) {
    const found = phrases.flatMap(({ says, pattern }) => {
      const match = pattern.exec(line.trim());
      return match === null ? [] : [{ says, groups: match.groups ?? {} }];
    })[0];
    if (found === undefined) kept.push(line);
    else facts = { ...facts, ...factOf(found.says, found.groups, line) };
  }
  return { ...facts, text: kept.join('\n').trim() };
}

function factOf(says: OwnPhrase['says'], groups: Readonly<Record<string, string>>, line: string): Partial<OwnFacts> {
  switch (says) {
    case 'money':
      return { type: 'decimal', unit: 'money' };
    case 'fullTime':
      return { type: 'decimal', unit: 'full-time equivalent' };
    case 'whole':
    case 'decimal':
      return { type: says === 'whole' ? 'integer' : 'decimal', unit: groups['unit'] ?? '' };
    case 'years':
      return { withinYears: groups['count'] ?? '1' };
    case 'evidence':
      return { isRequired: true };
    case 'relevant':
      return { relevant: line.trim() };
    case 'points':
      return { points: pointsIn(line) };
    case 'other':
      return {};
  }
}

/** `Yes: 2 · No: 0`. */
const pointsIn = (line: string): Map<string, number> =>
  new Map(
    line.split(' · ').flatMap((part): [string, number][] => {
      const [, label = '', points = ''] = /^(.*): (-?\d+(?:\.\d+)?)$/.exec(part.trim()) ?? [];
      return label === '' ? [] : [[label, Number(points)]];
    }),
  );
