import type { Definition, Question } from '../questionnaire/definition/definition.ts';
import { choicesOf, isSelect, nodesByName, questionsOf } from '../questionnaire/definition/definition-tree.ts';
import { mapIndicators, type QuestionnaireMapping } from '../questionnaire/mapping.ts';
import type { FormCodes } from '../scoring/form-score.ts';
import { separator, unclearCode } from './form-codes.ts';

/**
 * What a standing keeps of answers to an older version of an office's questionnaire, as of answers to the newer one. A choice
 * that the newer question does not offer any more is not understood: nobody is scored by what was meant otherwise.
 */
export function carriedFormCodes(
  { answerCode, evidenceCode, verifiedCode }: FormCodes,
  mapping: QuestionnaireMapping,
  older: Definition,
  newer: Definition,
): FormCodes {
  const byQuestion = (codes: readonly string[]): Map<string, string> =>
    new Map(questionsOf(older).map(({ name }, index) => [name, codes[index] ?? '']));
  const renamed = [...byQuestion(answerCode.split(separator))].map(([name, code]): [string, string] => {
    const to = mapping.indicators[name];
    return [name, to === undefined ? code : carriedCode(code, { older, newer, name, to, mapping })];
  });
  const letters = (code: string): string =>
    inOrder(newer, mapIndicators(mapping, byQuestion([...code]), '0'), '0').join('');
  return {
    answerCode: inOrder(newer, mapIndicators(mapping, new Map(renamed), ''), '').join(separator),
    evidenceCode: letters(evidenceCode),
    verifiedCode: verifiedCode === '' ? '' : letters(verifiedCode),
  };
}

const inOrder = (of: Definition, codes: ReadonlyMap<string, string>, missing: string): string[] =>
  questionsOf(of).map(({ name }) => codes.get(name) || missing);

function carriedCode(
  code: string,
  {
    older,
    newer,
    name,
    to,
    mapping,
  }: Record<'older' | 'newer', Definition> & Record<'name' | 'to', string> & { mapping: QuestionnaireMapping },
): string {
  if (code === '' || code === unclearCode) return code;
  const [was, is] = [nodesByName(older).get(name), nodesByName(newer).get(to)] as [Question?, Question?];
  if (was === undefined || is === undefined || isSelect(was) !== isSelect(is)) return unclearCode;
  if (!isSelect(was) || !isSelect(is)) return (was.type === 'text') === (is.type === 'text') ? code : unclearCode;
  const [before, after] = [choicesOf(older, was), choicesOf(newer, is)];
  const places = code.split(' ').map((place) => {
    const chosen = before[Number.parseInt(place, 36)]?.name ?? '';
    const now = mapping.choices?.get(name)?.get(chosen) ?? chosen;
    return after.findIndex((choice) => choice.name === now);
  });
  return places.includes(-1) ? unclearCode : places.map((place) => place.toString(36)).join(' ');
}
