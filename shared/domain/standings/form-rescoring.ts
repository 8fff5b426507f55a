import { codesByQuestion, joinedCodes, unclearCode } from '../answers/form-codes.ts';
import { type Definition, definitionKeyOf, type Question } from '../questionnaire/definition/definition.ts';
import { choicesOf, isSelect, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import type { FormCodes } from '../scoring/form-score.ts';
import type { AuthorityFacts } from '../scoring/given.ts';
import { type CountedForm, countForm } from './form-tally.ts';
import type { Judged } from './rescoring.ts';

/** What all authorities of a round of an office's own questionnaire are judged by. */
export interface FormBasis {
  readonly questionnaire: Definition;
  readonly method: 'definition';
}

export interface JudgedForm extends Judged {
  /** What standings count of it: it is scored once. */
  readonly counted: CountedForm;
}

/** Answers as the basis counts them. Where only a review has left too little for a score, 0 is shown. */
export function judgeForm({ questionnaire, method }: FormBasis, codes: FormCodes, facts: AuthorityFacts): JudgedForm {
  const { answerCode, evidenceCode, verifiedCode } = codes;
  const counted = countForm(questionnaire, codes, facts);
  const score = { percent: counted.shown ?? 0, method, questionnaire: definitionKeyOf(questionnaire) };
  return { score, answerCode, evidenceCode, verifiedCode, counted };
}

/** Whether a version says what became of the questions of another one. */
export const mapsFrom = ({ mapping }: Definition, older: string): boolean => mapping?.from === older;

/**
 * Answers to the version before as answers to this one. What was dropped is left out, what its mapping does not name is
 * asked anew, and so is a question of which a choice that was given is no longer there: an answer is never guessed.
 */
export function carriedForm(codes: FormCodes, older: Definition, newer: Definition): FormCodes {
  const before = questionsOf(older);
  const answers = codesByQuestion(codes.answerCode, before.length);
  const places = new Map(before.map(({ name }, at) => [name, at]));
  const origins = new Map((newer.mapping?.questions ?? []).map((one) => [one.new, one]));
  const carried = questionsOf(newer).map((question) => {
    const origin = origins.get(question.name);
    const at = origin === undefined ? undefined : places.get(origin.old);
    const asked = at === undefined ? undefined : before[at];
    if (origin === undefined || at === undefined || asked === undefined) return nothing;
    const renamed = new Map(origin.values.map((value) => [value.old, value.new]));
    const code = carriedCode(answers[at] ?? '', [asked, older], [question, newer], renamed);
    // What was verified, or shown, of an answer that is not carried over says nothing.
    const bit = (of: string): string => (code === '' && !isKept(asked, question) ? '0' : of.charAt(at) || '0');
    return { code, evidence: bit(codes.evidenceCode), verified: bit(codes.verifiedCode) };
  });
  return {
    answerCode: joinedCodes(carried.map(({ code }) => code)),
    evidenceCode: carried.map(({ evidence }) => evidence).join(''),
    verifiedCode: codes.verifiedCode === '' ? '' : carried.map(({ verified }) => verified).join(''),
  };
}

const nothing = { code: '', evidence: '0', verified: '0' } as const;

type Asked = readonly [question: Question, of: Definition];

/** Whether an answer to the one may be an answer to the other. */
function isKept(asked: Question, question: Question): boolean {
  if (isSelect(asked) || isSelect(question)) return isSelect(asked) && isSelect(question);
  return (asked.type === 'text') === (question.type === 'text');
}

function carriedCode(
  code: string,
  [asked, older]: Asked,
  [question, newer]: Asked,
  renamed: ReadonlyMap<string, string>,
): string {
  if (code === '' || !isKept(asked, question)) return '';
  if (code === unclearCode || !isSelect(asked) || !isSelect(question)) return code;
  const before = choicesOf(older, asked);
  const now = choicesOf(newer, question);
  const chosen = code.split(' ').map((place) => {
    const name = before[Number.parseInt(place, 36)]?.name ?? '';
    return now.findIndex((choice) => choice.name === (renamed.get(name) ?? name));
  });
  if (chosen.includes(-1) || (chosen.length > 1 && question.type === 'select_one')) return '';
  return chosen.map((place) => place.toString(36)).join(' ');
}
