import type { DescribedProblem } from '../words/described-problem.ts';

/** What the page and its API say to each other. Types alone: the page's program has no Node. */

export interface PortalState {
  /** Tag of the language that everything is in, e.g. `en-GB`. */
  readonly locale: string;
  readonly authority: string;
  readonly round: {
    readonly id: string;
    /** ISO instants; null: not limited. */
    readonly opensAt: string | null;
    readonly closesAt: string | null;
    /** IANA name of the zone in which its times are told. */
    readonly timeZone: string;
    readonly state: 'early' | 'open' | 'closed';
    /** The round before it; null where there is none. */
    readonly previous: string | null;
  };
  /** False for those who get results and do not send. */
  readonly maySend: boolean;
  readonly maxBytes: number;
  /** Characters of a note to the office. */
  readonly maxNote: number;
  /** Whom an online sheet has to be shared with; null: links to them are not taken. */
  readonly sheetsAddress: string | null;
  /** The online sheet that the office has made for the authority, and shared with the visitor. */
  readonly ownSheet?: {
    readonly address: string;
    /** ISO instant of the state that was read last; null: nothing was read yet. */
    readonly readAsOf: string | null;
  };
  /** Id of the submission that counts; null when there is none. */
  readonly counting: string | null;
  /** The place of what counts, in words; null when nothing counts. */
  readonly place: ToldPlace | null;
  /** Address that the visitor's results are mailed to. */
  readonly contact: string;
  /** Who is registered for the authority, in the order of their registration. */
  readonly contacts: readonly PortalContact[];
  /** Tags of the languages that mails and pages are in. */
  readonly languages: readonly string[];
  /** Colleagues that may be added, at a time. */
  readonly maxColleagues: number;
  /** What was sent from a page of this authority and is not read yet, newest first. */
  readonly underWay: readonly UnderWay[];
  /** What came in so far, newest first; also what could not be used. */
  readonly submissions: readonly EarlierSubmission[];
}

export interface PortalContact {
  readonly address: string;
  /** '' where none is registered. */
  readonly name: string;
  readonly language: string;
  /** False for those who get results and do not send. */
  readonly maySend: boolean;
  /** Mail came back or was complained about: none is sent there. */
  readonly isStopped: boolean;
  /** Who has added them, and when (ISO instant): they can be taken out again. null: the office has registered them. */
  readonly added: { readonly by: string; readonly at: string } | null;
}

/** A colleague as the form of the page has them. */
export type TypedColleague = Readonly<Record<'name' | 'address' | 'language', string>>;

/** The questionnaire as a file. */
export interface PortalWorkbook {
  readonly fileName: string;
  readonly base64: string;
}

export interface UnderWay {
  readonly upload: string;
  /** '' of an online sheet. */
  readonly fileName: string;
}

/** The same as mails and workbooks tell. */
export interface ToldPlace {
  /** `8 of 12`; null while no rank is told. */
  readonly rank: string | null;
  /** How settled it is, or why there is none. */
  readonly sentences: readonly string[];
}

export interface EarlierSubmission {
  readonly id: string;
  /** Set where only the page that it was sent from tells what came of it: it could not be used, and names nobody. */
  readonly upload: string | null;
  readonly fileName: string;
  readonly round: string | null;
  /** ISO instant. */
  readonly receivedAt: string;
  /** null: it could not be used. */
  readonly percent: number | null;
  /** The score in the unit of an office's own questionnaire, in words; a whole percentage where there is none. */
  readonly told?: string;
}

/** A form that takes one file, and for how long. */
export interface UploadForm {
  readonly upload: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** How far a file or a link is, since it was sent. */
export interface UploadProgress {
  /**
   * `uploading`: announced, and nobody has said that it is there. `interrupted`: its page says that it went no further.
   * `missing`: it can no longer arrive, or of a link or an act: it was not read in hours. `lost`: it arrived and is no file
   * that can be read.
   */
  readonly stage:
    | 'uploading'
    | 'interrupted'
    | 'missing'
    | 'waiting'
    | 'reading'
    | 'following'
    | 'scored'
    | 'mailed'
    | 'refused'
    | 'lost';
  readonly kind: 'file' | 'sheet';
  /** '' of an online sheet. */
  readonly fileName: string;
  readonly result: SubmissionResult | null;
}

export interface CountedShare {
  readonly title: string;
  readonly met: number;
  readonly total: number;
}

/** What came of a file by an office's own questionnaire, in the reader's words and in its unit. */
export interface FormResult {
  /** `71.6%`, `1,088 of 2,540 points`. */
  readonly score: string;
  /** 0..100, for a bar. */
  readonly percent: number;
  /** What the score means, and how much is answered. */
  readonly sentences: readonly string[];
  /** That its round was scored again since, and what it counts with now; null: it counts with this score. */
  readonly countsWith: string | null;
  /** What it gained or lost, and on what. */
  readonly changes: readonly (readonly [on: string, points: string])[];
  readonly groups: { readonly heading: string; readonly rows: readonly GroupRow[] };
  /** What is not asked of the authority, and why; null: everything is. */
  readonly notAsked: {
    readonly heading: string;
    readonly intro: string;
    readonly rows: readonly { readonly what: string; readonly why: string; readonly counts: string }[];
  } | null;
}

export interface GroupRow {
  readonly title: string;
  /** 0: it is in no other group. */
  readonly level: number;
  /** `7 of 12`; null where it has no points. */
  readonly points: string | null;
  readonly share: string;
  /** 0..100, for a bar. */
  readonly percent: number;
}

export interface SubmissionResult {
  readonly id: string;
  /** What it is called in mails and to the office. */
  readonly reference: string;
  readonly fileName: string;
  /** ISO instant. */
  readonly receivedAt: string;
  /** Of an online sheet: ISO instant of the last change of the state that was read. */
  readonly sheetAt?: string;
  readonly round: string | null;
  readonly stage: 'counts' | 'replaced' | 'refused';
  /** Address of whoever sent it, to whom its results are mailed; null: to all contacts. */
  readonly sentBy: string | null;
  /** The results are in the mail, and their workbook can be downloaded. */
  readonly mailed: boolean;
  readonly score: {
    readonly percent: number;
    /** How many answers count, in words: `23 of 41 answered Yes`. */
    readonly counted: string;
    /** What it counts with when its round was scored again since; null: with this percentage. */
    readonly countsWith: number | null;
    /** Percentage points that it gained or lost. */
    readonly changes: {
      /** On the file before it in the same round; null: it is the first. */
      readonly onFileBefore: number | null;
      /** On what counted last in the round before; null: there is none, or it was asked or scored otherwise. */
      readonly onRoundBefore: { readonly round: string; readonly points: number } | null;
    };
    readonly readings: { readonly naExcluded: number | null; readonly naMet: number };
    readonly pillars: readonly (CountedShare & { readonly categories: readonly CountedShare[] })[];
  } | null;
  /** In place of `score`, where the questionnaire is an office's own; null: it is not, or nothing was scored. */
  readonly form: FormResult | null;
  /** What the file has made of what counted before it, in sentences; null when it was the first. */
  readonly sequel: { readonly heading: string; readonly lines: readonly string[] } | null;
  /** Who gave which of the answers and figures that count, in which file; empty where all are of one file. */
  readonly givenBy: readonly GivenPart[];
  /** Who certifies the files that count, the one that came last first. */
  readonly certified: readonly { readonly fileName: string; readonly by: string }[];
  /** What came with it to the office; null: nothing. */
  readonly note: string | null;
  readonly problems: readonly DescribedProblem[];
}

export interface GivenPart {
  readonly fileName: string;
  /** ISO instant. */
  readonly receivedAt: string;
  /** null: nobody is known. */
  readonly by: string | null;
  /** How questions and figures are called in the questionnaire. */
  readonly ids: readonly string[];
}

/** What is asked for of a file that came in before: it counts alone, or what counted when it came in counts again. */
export type ActKind = 'replace-all' | 'restore';

/** Why something was not done. Whatever is wrong with a link, the answer is `refused`. */
export type PortalError =
  | 'refused'
  | 'unknown'
  | 'not-a-sender'
  | 'too-many'
  | 'too-large'
  | 'workbook-large'
  | 'no-link'
  | 'sheet-published'
  | 'sheet-short'
  | 'sheet-several'
  | 'sheet-other'
  | 'no-address'
  | 'name-long'
  | 'colleague-known'
  | 'colleague-most'
  | 'fault';
