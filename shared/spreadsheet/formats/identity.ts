/**
 * The hidden identity of a questionnaire workbook: a hidden sheet of two columns, because that is
 * what Excel, LibreOffice and Google Sheets all keep through a save (custom document properties
 * and constant names are lost on the way through Google Sheets).
 *
 *     A1 scorebook-identity | B1 1
 *     A2 questionnaire      | B2 user-centricity@2023
 *     A3 authority          | B3 espoo
 *     A4 authorityName      | B4 Espoo
 *     A5 round              | B5 2022
 *     A6 language           | B6 en
 */
export interface WorkbookIdentity {
  readonly questionnaire: string | null;
  readonly authority: string | null;
  readonly authorityName: string | null;
  readonly round: string | null;
  /** Language of its questions and of its drop-down. */
  readonly language: string | null;
}

export const identitySheetName = '_scorebook';
export const identityMark = 'scorebook-identity';
export const identityFields = ['questionnaire', 'authority', 'authorityName', 'round', 'language'] as const;

/** Below them, in a workbook that was sent out filled in: the id of what it was filled with, and that itself as a code. */
export const sentFields = ['sent', 'sentCode'] as const;

/** Beside each query of a results workbook, hidden: which query an explanation belongs to. */
export const explanationKey = /^explains:([a-z-]+:[\w.]*(?::[0-9a-f]{8})?)$/;
export const explanationMark = (queryKey: string): string => `explains:${queryKey}`;

/** Ids are written with a letter before them (`Q1.1.1`): spreadsheets turn a bare 1.1.1 into a date. */
export const indicatorCode = (indicatorId: string): string => `Q${indicatorId}`;

const noteStart = 'Scorebook:';
const noteEnd = '———';

/** A note of ours in a cell of an answer, told from those of the sender, which are evidence. */
export const ownNote = (text: string): string => `${noteStart} ${text}\n${noteEnd}`;

/** What the sender added to a note, ours taken away. */
export function withoutOwnNote(note: string): string {
  const start = note.indexOf(noteStart);
  const end = note.indexOf(noteEnd, start);
  if (start === -1 || end === -1) return note;
  return `${note.slice(0, start)}${note.slice(end + noteEnd.length)}`.trim();
}
