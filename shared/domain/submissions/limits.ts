/** Caps on what is read. A filled questionnaire is under 1 MB and inflates to a few MB. */
export const limits = {
  /** Bytes of a file. */
  file: 25 * 1024 * 1024,
  /** Uploads of one contact in a day: each may be a file of that size. */
  uploadsADay: 50,
  /** Colleagues whom the contacts of one authority add in a day: each gets a mail. */
  colleaguesADay: 20,
  /** Bytes of separated values: every separator becomes a cell before one can be counted. */
  separatedValues: 1024 * 1024,
  /** Parts in a zip. */
  parts: 2_000,
  /** Bytes one part may inflate to, and all parts together that we open. */
  part: 40 * 1024 * 1024,
  inflated: 64 * 1024 * 1024,
  /** Bytes from which on a sheet is read piece by piece, and what it may then come to: rows that are formatted and empty. */
  longPart: 8 * 1024 * 1024,
  pieces: 128 * 1024 * 1024,
  /** Characters and elements of XML that are looked at one by one in a file; what is formatted and empty is passed over. */
  xml: 40 * 1024 * 1024,
  elements: 900_000,
  /** Bytes of a saved mail. */
  mail: 20 * 1024 * 1024,
  /** Inflated bytes for each stored byte, judged from 1 MB up. */
  ratio: 200,
  /** Workbooks in one zip or saved mail that are read one by one. */
  enclosed: 20,
  sheets: 100,
  rows: 1_048_576,
  columns: 16_384,
  /** Cells with content, over all sheets, and characters in them: each is looked at, and kept. */
  cells: 80_000,
  texts: 8 * 1024 * 1024,
  /** Rows of a sheet that are kept as hidden: more than can have cells. */
  hiddenRows: 200_000,
  /** Characters of all number formats of a file; Excel keeps some hundred formats. */
  formats: 128 * 1024,
  /** Cell styles of a file, as many as Excel has. */
  styles: 65_490,
  /** Columns, or groups of columns, that are looked at as those of the answers. */
  answerPlaces: 40,
  /** Rows of one sheet that ask a question: a questionnaire has some dozens. */
  questionRows: 2_000,
  /** Merged ranges, hyperlinks or notes of one sheet. */
  ranges: 20_000,
  /** Cells of an online sheet's grids, filled or not, and bytes of the answer that describes them. */
  onlineCells: 2_000_000,
  onlineBytes: 30 * 1024 * 1024,
  /** Characters of a cell, as Excel has it. */
  text: 32_767,
} as const;

export const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
