import type { DraftChoice } from './draft.ts';

/** `If yes [in Q9a], …`: a question that reads as if it were asked of some only. */
export interface FollowUp {
  readonly answer: 'yes' | 'no';
  /** The id that it names; null where it means the question before. */
  readonly of: string | null;
}

const yesWords =
  'if (?:yes|so)|if (?:the answer|you answered|your answer)[^,.]{0,30}yes|jos (?:kyllä|on|vastasit(?:te)? kyllä)|jos vastaus[^,.]{0,30}kyllä|falls ja|wenn ja|bei ja|si oui|dans l’affirmative|en caso afirmativo|si la respuesta es (?:sí|afirmativa)|in caso affermativo|se sì|se la risposta è (?:sì|affermativa)|zo ja|indien ja|als ja|om ja|hvis ja|se sim|em caso afirmativo|jeśli tak|če da|kui jah';
const noWords =
  'if (?:no|not)(?! more|t)|jos ei|falls nein|wenn nein|si non|en caso negativo|in caso negativo|se no|zo nee|indien nee|om nej|hvis nei|hvis nej|se não|jeśli nie|če ne|kui ei';
const starts = new RegExp(`^\\W*(?:(${yesWords})|(${noWords}))(?!\\p{L})`, 'iu');
const named =
  /^[^?.\n]{0,40}?(?:\b(?:question|kysymy\p{L}*|frage|vraag|pregunta|domanda|fråga)\s*)?\b((?:Q|K|F)?\d{1,3}(?:\.\d{1,3})*[a-z]?)\b/iu;

export function followUpOf(label: string): FollowUp | null {
  const match = starts.exec(label);
  if (match === null) return null;
  const rest = label.slice(match[0].length, match[0].length + 60);
  const of =
    /^\s*(?:[[(]|to\b|in\b|at\b|for\b|on\b|question|answered|kysymy|bei|zu\b|à\b|a la|alla|op\b|på\b|,?\s*see)/iu.test(
      rest,
    )
      ? (named.exec(rest)?.[1] ?? null)
      : null;
  return { answer: match[1] === undefined ? 'no' : 'yes', of };
}

const bracketed =
  /[[(](?:(?:in|to|see|cf\.?|zu|siehe|ks\.?|voir|ver|vedi|zie)\s+)?(?:question\s+)?([\p{L}\d][\p{L}\d._-]{1,19})[\])]/giu;
const behindWord =
  /(?<!\p{L})(?:question|kysymy\p{L}*|frage|vraag|pregunta|domanda|fråga|spørgsmål|pergunta)\s+((?:\p{L}{1,3})?\d{1,3}(?:\.\d{1,3})*\p{L}?)(?!\p{L})/giu;

/**
 * Ids of other questions that a question names: `Of the share indicated in the previous question (Q128a), …`. Plain
 * numbers in brackets count what is listed: `(1) the address`.
 */
export function namedIn(label: string): string[] {
  const [inBrackets, behind] = [[...label.matchAll(bracketed)], [...label.matchAll(behindWord)]];
  const ids = inBrackets.flatMap(([, id = '']) => (/\d/.test(id) && /[\p{L}.]/u.test(id) ? [id] : []));
  return [...ids, ...behind.flatMap(([, id = '']) => id)];
}

/** Whether it was answered, and by Yes where that is one of the answers. */
export const answeredCondition = (name: string, choices: readonly DraftChoice[]): string =>
  conditionOf(name, 'yes', choices) ?? `\${${name}} != ''`;

/** `${Q9a} = 'yes'`; null where the question before has no such answer. */
export function conditionOf(name: string, answer: 'yes' | 'no', choices: readonly DraftChoice[]): string | null {
  const begins =
    answer === 'yes'
      ? /^(?:yes|kyllä|ja|oui|sí|si|sì|sim|tak|da|jah)(?!\p{L})/iu
      : /^(?:no|ei|nein|non|nee|nej|não|nie|ne)(?!\p{L})/iu;
  const fit = choices.filter(
    ({ means, label }) => means === answer || Object.values(label).some((text) => begins.test(text)),
  );
  if (fit.length === 0 || fit.length === choices.length) return null;
  return fit.map((choice) => `\${${name}} = '${choice.name}'`).join(' or ');
}
