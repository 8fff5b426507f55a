import * as v from 'valibot';
import { type Problem, problem, problemCodes } from '../domain/answers/problems.ts';
import type { SubmissionId } from '../domain/ids.ts';
import { type TabRefusal, tabRefusals } from '../domain/submissions/tab-refusal.ts';

/** What comes into the inbox in place of a sheet that could not be read: why not. Written by fetch-sheet alone. */
const schema = v.object({
  refusedSheet: v.literal(1),
  code: v.picklist(problemCodes),
  facts: v.record(v.string(), v.string()),
  /** Names the arrival of the pointer: each one that is refused is told of, however often the reason is the same. */
  arrival: v.string(),
});

export function refusedSheet({ code, facts }: Problem, arrival: string): Uint8Array {
  return Buffer.from(JSON.stringify({ refusedSheet: 1, code, facts, arrival } satisfies v.InferInput<typeof schema>));
}

/** The reason why a sheet could not be read; null when the file is no such note but a sheet. */
export function refusalIn(file: Uint8Array): Problem | null {
  const note = noteOf(schema, file);
  return note === null ? null : problem(note.code, { facts: note.facts });
}

/** null: the file is no such note. A snapshot is a zip: only what begins like a note is decoded. */
function noteOf<const Schema extends v.GenericSchema>(note: Schema, file: Uint8Array): v.InferOutput<Schema> | null {
  if (file[0] !== '{'.charCodeAt(0)) return null;
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), note), Buffer.from(file).toString('utf8'));
  return read.success ? read.output : null;
}

const waiting = v.object({ waitingSheet: v.literal(1) });

/** What came into the inbox before while a sheet could not be read yet: its sender is told that it waits. */
export const isWaitingSheet = (file: Uint8Array): boolean => noteOf(waiting, file) !== null;

const unwritten = v.object({
  unwrittenTab: v.literal(1),
  submission: v.string(),
  why: v.picklist(tabRefusals),
  /** Whom the sheet has to be shared with. */
  address: v.string(),
});

/** Results that their sheet does not take. */
export interface UnwrittenTab {
  readonly submission: SubmissionId;
  readonly why: TabRefusal;
  readonly address: string;
}

/** What comes into the inbox when results could not be written into their sheet: whoever sent its link is told. */
export function unwrittenTab(of: UnwrittenTab): Uint8Array {
  return Buffer.from(JSON.stringify({ unwrittenTab: 1, ...of } satisfies v.InferInput<typeof unwritten>));
}

export function unwrittenTabIn(file: Uint8Array): UnwrittenTab | null {
  const note = noteOf(unwritten, file);
  if (note === null) return null;
  const { submission, why, address } = note;
  return { submission, why, address };
}
