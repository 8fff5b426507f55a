/** Mails of a round whose words the office may write. */
export const roundMails = ['invitation', 'reminder', 'overdue', 'deadline'] as const;
export type RoundMail = (typeof roundMails)[number];

/** The office's own words for one mail of a round in one language; what is not there is ours. */
export interface MailText {
  readonly mail: RoundMail;
  readonly language: string;
  readonly subject?: string | undefined;
  /** Paragraphs are parted by line breaks. */
  readonly text?: string | undefined;
}

/** What may stand in braces in these words. */
const placeholders = ['authority', 'round', 'deadline', 'link', 'sheet', 'address', 'office'] as const;
export type MailFacts = Readonly<Record<(typeof placeholders)[number], string>>;

/** Characters of a subject, which mail programs cut, and of a text. */
export const maxSubjectLength = 200;
export const maxTextLength = 4000;

/** Those that the mails of a round can fill: one without a deadline has none to tell. */
export const placeholdersOf = ({ closesAt }: { readonly closesAt: string | null }): string[] =>
  placeholders.filter((one) => one !== 'deadline' || closesAt !== null).map((one) => `{${one}}`);

/** What stands in braces, or seems to, and is none of these: `{name}`, `{ deadline }`, `{}`. */
export function unknownPlaceholders(text: string, known: readonly string[]): string[] {
  const written = text.match(/\{[^{}\n]*\}?|\}/gu) ?? [];
  return [...new Set(written)].filter((one) => !known.includes(one));
}

/** The office's words for a mail; null: it has written none. */
export function textOf(
  { texts = [] }: { readonly texts?: readonly MailText[] | undefined },
  mail: RoundMail,
  language: string,
): MailText | null {
  return texts.find((one) => one.mail === mail && one.language === language) ?? null;
}
