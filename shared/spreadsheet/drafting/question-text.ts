/** What a cell of a question says, taken apart. */
export interface QuestionText {
  readonly label: string;
  readonly hint: string;
  /** What to write as evidence. */
  readonly guidance: string;
}

/** With such words offices say what to write beside an answer. */
const asksEvidence =
  /^\W*(?:(?:for (?:the )?)?(?:justification|evidence|proof)|if (?:yes|no|so|other|not applicable|you (?:answered|selected)|applicable)|please (?:provide|describe|explain|specify|give|list|briefly|add|indicate)|justification|perustel|jos (?:kyllä|vastasit)|kuvailkaa|begründ|nachweis|bitte (?:beschreiben|erläutern|geben|begründen)|(?:si oui|veuillez|merci de|précisez)|en caso|justifi|(?:se sì|specificare|descrivere)|(?:zo ja|toelichting|licht toe)|om ja)/iu;

/** A question, and what stands below it in the same cell. */
export function questionText(written: string): QuestionText {
  const text = written.replace(/\r\n?/g, '\n').trim();
  const lines = text.split('\n');
  const blank = lines.findIndex((line, index) => index > 0 && line.trim() === '');
  const evidence = lines.findIndex((line, index) => index > 0 && asksEvidence.test(line));
  const asked = lines.findIndex((line, index) => index < lines.length - 1 && line.trim().endsWith('?'));
  const ends = [blank, evidence, asked === -1 ? -1 : asked + 1].filter((end) => end > 0);
  if (ends.length === 0) return { label: text, hint: '', guidance: '' };
  const end = Math.min(...ends);
  const rest = lines.slice(end).join('\n').trim();
  const label = lines.slice(0, end).join('\n').trim();
  const restLines = rest.split('\n');
  const from = restLines.findIndex((line) => asksEvidence.test(line));
  if (from === -1) return { label, hint: rest, guidance: '' };
  return {
    label,
    hint: restLines.slice(0, from).join('\n').trim(),
    guidance: restLines.slice(from).join('\n').trim(),
  };
}

/** `Q1. Is there a plan?`: a number that stands before the question in its own cell. */
export const numberedQuestion =
  /^\s*\(?((?:Q|Question |Kysymys |Frage )?\d{1,3}(?:\.\d{1,3})*[a-z]?)[.):]?\s*(?:[-–]\s+|\s|(?<=[.):]))(\S.*)$/su;
