import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { questionsOf } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import type { FormCodes } from '../../shared/domain/scoring/form-score.ts';
import { defined, type SaidNodes } from '../support/defined.ts';

/**
 * A questionnaire of an office that asks much: 500 questions in 10 sections of 5 groups. Of ten questions seven offer one
 * of five choices, one several, two ask for a number; every second group asks one of them on a condition.
 */
export function largeForm(): Definition {
  const sections = Array.from({ length: 10 }, (_, at) => `s${at}`);
  const nodes = sections.flatMap(
    (section): SaidNodes => [
      { type: 'group', name: section, aggregate: 'mean', weight: String(1 + (Number(section.slice(1)) % 3)) },
      ...Array.from({ length: 5 }, (_, at) => `${section}g${at}`).flatMap(
        (group, at): SaidNodes => [
          { type: 'group', name: group, parent: section },
          ...Array.from({ length: 10 }, (_own, index) => ({
            parent: group,
            name: `${group}q${index}`,
            ...(index === 9 && at % 2 === 0 ? { relevant: `\${${group}q0} = 'c0' or \${${group}q1} = 'c1'` } : {}),
            ...kindOf(index),
          })),
        ],
      ),
    ],
  );
  const points = ['0', '2.5', '5', '7.5', '10'];
  return defined(nodes, {
    ...{ id: 'large', version: '2026', shown: { as: 'percent', decimals: 2 } },
    index: { aggregate: 'mean', missing: 'zero' },
    lists: [
      {
        name: 'five',
        choices: points.map((own, at) => ({ name: `c${at}`, label: { en: `Choice ${at}` }, points: own })),
      },
      {
        name: 'many',
        choices: points.map((own, at) => ({ name: `m${at}`, label: { en: `Several ${at}` }, points: own })),
      },
    ],
  });
}

function kindOf(index: number) {
  if (index < 7 || index === 9) return { type: 'select_one' as const, list: 'five', mostPoints: '10' };
  if (index === 7) return { type: 'select_multiple' as const, list: 'many', mostPoints: '15' };
  return { type: 'decimal' as const, goalposts: { low: '0', high: '100', better: 'more' }, mostPoints: '10' };
}

/** Codes of any answers to it, the same ones for the same seed. */
export function* largeFormCodes(definition: Definition, count: number, seed: number): Generator<FormCodes> {
  const generator = xoroshiro128plus(seed);
  const any = (most: number): number => uniformInt(generator, 0, most);
  const questions = questionsOf(definition);
  for (let made = 0; made < count; made += 1) {
    const answers = questions.map(({ type }) => {
      if (any(19) === 0) return '';
      if (type === 'decimal') return `${any(99)}.${1 + any(8)}`;
      return type === 'select_multiple' ? [...new Set([any(4), any(4)])].join(' ') : String(any(4));
    });
    yield {
      answerCode: answers.join('|'),
      evidenceCode: answers.map((code) => (code === '4' ? '1' : '0')).join(''),
      verifiedCode: '',
    };
  }
}
