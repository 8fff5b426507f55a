import * as v from 'valibot';

/** What became of a Google Sheet, for whoever watches the terminal: by the outcome that a function logs. */
const sentences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'fetch-sheet': {
    read: 'a sheet was read',
    earlier: 'a sheet was read as it stood at the deadline',
    'only later': 'a sheet was read; how it stood at the deadline, Google does not say',
    unchanged: 'a sheet has not changed since it was read',
    'not shared': 'a sheet is not shared with us; its sender is told',
    gone: 'there is no such sheet; its sender is told',
    'other format': 'what the link leads to is no Google Sheet; its sender is told',
    'too large': 'a sheet is too large; its sender is told',
    busy: 'Google cannot answer now; the link waits and is followed later',
    off: 'links to Google Sheets are not followed here; their senders are told',
  },
  'write-results-tab': {
    written: 'the results were written into a sheet',
    'not allowed': 'a sheet does not take its results; its sender is told',
    gone: 'the sheet of some results is gone',
    superseded: 'newer results are in a sheet already',
    busy: 'Google cannot answer now; the results wait and are written later',
  },
};

const line = v.variant('message', [
  v.object({ message: v.literal('done'), outcome: v.string() }),
  v.object({ message: v.literal('failed'), reason: v.string() }),
]);

/** The sentence for a line of a function's log; null for all that is about no sheet. */
export function sheetProgress(functionName: string, logged: string): string | null {
  const [, of] = Object.entries(sentences).find(([name]) => functionName.endsWith(name)) ?? [];
  if (of === undefined || !logged.startsWith('{')) return null;
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), line), logged);
  if (!read.success) return null;
  const said = read.output.message === 'done' ? of[read.output.outcome] : read.output.reason;
  return said === undefined ? null : `Google: ${said}`;
}
