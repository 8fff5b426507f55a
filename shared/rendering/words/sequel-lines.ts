import type { FileReport } from '../../domain/insight/results-report.ts';
import type { ChangedAnswer } from '../../domain/submissions/fold.ts';
import type { Sequel } from '../../domain/submissions/sequel.ts';
import { answerInWords } from './answer-in-words.ts';
import { fill, type Messages } from './messages.ts';
import { readableDay, readableInstant } from './readable.ts';

/** Ids named in one sentence; the table by question has them all. */
const maxNamed = 12;

/** How the score of two files together is told: a whole percentage, unless the questionnaire has another unit. */
interface ToldScore {
  readonly later: string;
  readonly score: (percent: number) => Readonly<Record<string, string | number>>;
}

/**
 * What a file, or an act, has made of what counted before, a sentence each: what was kept first. The names of files are
 * the sender's: whoever shows a line escapes it. `named`: how a file's name may be shown.
 */
export function sequelLines(
  sequel: Sequel,
  messages: Messages,
  named: (fileName: string) => string,
  told: ToldScore = { later: messages.mail.sequel.later, score: (percent) => ({ percent }) },
): string[] {
  const words = messages.mail.sequel;
  const { kind, kept, gained, changed, takenBack, later } = sequel;
  const counted = (template: string, ids: readonly string[]): string[] =>
    ids.length === 0 ? [] : [fill(template, { count: ids.length, list: listOf(ids, messages) })];
  const lines = [
    ...(kind === 'file' ? [] : [actLine(sequel, messages, named)]),
    ...kept.map(({ fileName, receivedAt, ids }) =>
      fill(words.kept, {
        ...{ fileName: named(fileName), received: readableDay(receivedAt, messages) },
        ...{ count: ids.length, list: listOf(ids, messages) },
      }),
    ),
    ...counted(words.gained, idsOf(gained)),
    ...counted(words.changed, idsOf(changed)),
    ...counted(words.takenBack, idsOf(takenBack)),
  ];
  const isQuiet = gained.length + changed.length + takenBack.length === 0;
  return [
    ...lines,
    ...(kept.length > 0 && isQuiet ? [words.nothing] : []),
    ...(kept.length > 0 ? [words.keptWhy] : []),
    ...(later === null
      ? []
      : [fill(told.later, { received: readableInstant(later.receivedAt, messages), ...told.score(later.percent) })]),
  ];
}

/**
 * Who sent the other files that count with this one, where it was not one person who sent them all. It is for contacts and
 * the office: a page that anybody with its link opens does not say it.
 */
export function sentByLines(
  { givenBy = [], fileName, receivedAt }: Pick<FileReport, 'givenBy' | 'fileName' | 'receivedAt'>,
  messages: Messages,
  named: (fileName: string) => string,
): string[] {
  if (new Set(givenBy.map(({ by }) => by)).size < 2) return [];
  const others = givenBy.filter((one) => one.fileName !== fileName || one.receivedAt !== receivedAt);
  return others.flatMap(({ by, fileName: other }) =>
    by === null ? [] : [fill(messages.mail.sequel.sentBy, { fileName: named(other), by: named(by) })],
  );
}

/** Who certifies the files that count; several by the names of their files. For contacts and the office, as {@link sentByLines}. */
export function certifiedLines(
  { certified = [] }: Pick<FileReport, 'certified'>,
  { mail: { sequel: words } }: Messages,
  named: (text: string) => string,
): string[] {
  const [first, ...others] = certified;
  if (first === undefined) return [];
  if (others.length === 0) return [fill(words.certifiedBy, { by: named(first.by) })];
  return certified.map(({ fileName, by }) => fill(words.certifiedByOf, { fileName: named(fileName), by: named(by) }));
}

function actLine({ kind, named: file, at }: Sequel, messages: Messages, named: (fileName: string) => string): string {
  const { restored, replaced } = messages.mail.sequel;
  return fill(kind === 'restore' ? restored : replaced, {
    fileName: named(file.fileName),
    received: readableDay(file.receivedAt, messages),
    at: readableInstant(at, messages),
  });
}

const idsOf = (changes: readonly ChangedAnswer[]): string[] => changes.map(({ id }) => id);

function listOf(ids: readonly string[], { mail }: Messages): string {
  const list = ids.slice(0, maxNamed).join(', ');
  return ids.length > maxNamed ? fill(mail.sequel.more, { list }) : list;
}

/** One question or figure that a file says otherwise than before, or leaves as it was. */
export interface SequelRow {
  readonly id: string;
  readonly change: keyof Messages['mail']['sequel']['kinds'];
  /** In words; empty where it is the same as now, and of figures. */
  readonly before: string;
  readonly after: string;
  /** The file it was given in, where that is another one; empty otherwise. */
  readonly fileName: string;
}

/** The same by question: what no longer counts first, then what is another, what is new, and what was kept. */
export function sequelRows(
  { kept, gained, changed, takenBack }: Sequel,
  messages: Messages,
  said: (id: string, value: string) => string = (_, value) => answerInWords(value, messages.review.values),
): SequelRow[] {
  const rowsOf = (change: SequelRow['change'], changes: readonly ChangedAnswer[]): SequelRow[] =>
    changes.map(({ id, before, after }) => ({
      ...{ id, change, fileName: '' },
      before: before === null ? '' : said(id, before),
      after: after === null ? '' : said(id, after),
    }));
  return [
    ...rowsOf('takenBack', takenBack),
    ...rowsOf('changed', changed),
    ...rowsOf('gained', gained),
    ...kept.flatMap(({ ids, fileName }) =>
      ids.map((id): SequelRow => ({ id, change: 'kept', before: '', after: '', fileName })),
    ),
  ];
}
