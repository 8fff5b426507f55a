import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextFormSteps } from '../../../shared/domain/insight/form-steps.ts';
import type { Definition, Question } from '../../../shared/domain/questionnaire/definition/definition.ts';
import { choicesOf, isSelect, questionsOf } from '../../../shared/domain/questionnaire/definition/definition-tree.ts';
import { planOf } from '../../../shared/domain/scoring/engine/plan.ts';
import { scoreAnswers } from '../../../shared/domain/scoring/engine/score-answers.ts';
import { indexOf } from '../../../shared/domain/scoring/engine/shown.ts';
import { shownNumber } from '../../../shared/domain/scoring/form-score.ts';
import type { Given, GivenAnswers } from '../../../shared/domain/scoring/given.ts';
import { toNumber, zero } from '../../../shared/domain/scoring/rational.ts';
import { publishedForms, reportAmong } from '../../support/compared-forms.ts';
import { defined } from '../../support/defined.ts';
import { type AnsweredForm, anyAnsweredForms, formCodesOf } from '../../support/form-codes.ts';
import { reportOfAnswers } from '../../support/form-reports.ts';

const percentOf = (definition: Definition, given: GivenAnswers, facts: AnsweredForm): number => {
  const index = indexOf(scoreAnswers(definition, given, facts));
  return index?.score ? 100 * toNumber(index.score) : 0;
};

/** Every answer of more points that is one change away; of a number the best. */
function others(definition: Definition, question: Question, now: Given | undefined): Given[] {
  if (question.type === 'text') return [];
  if (!isSelect(question)) {
    return question.goalposts === undefined ? [] : [{ number: question.goalposts.better === 'more' ? '4' : '-3' }];
  }
  const all = choicesOf(definition, question);
  const names = all.flatMap(({ name, missing }) => (missing ? [] : [name]));
  const given = now !== undefined && 'choices' in now ? now.choices : [];
  const isThere = given.length > 0 && given.every((name) => names.includes(name));
  const kept = given.filter((name) => names.includes(name));
  const more = names.filter((name) => !kept.includes(name)).map((name) => [...kept, name]);
  const less = kept.length > 1 ? kept.map((left) => kept.filter((name) => name !== left)) : [];
  const changed = question.type === 'select_one' ? names.map((name) => [name]) : [...more, ...less];
  const { points, most } = planOf(definition).questions.get(question.name)?.scoring ?? {};
  const pointsOf = (of: readonly string[]): number => {
    const sum = of.reduce((own, name) => own + toNumber(points?.get(name) ?? zero), 0);
    return Math.min(sum, toNumber(most ?? zero));
  };
  return changed
    .filter((choices) => !isThere || pointsOf(choices) > pointsOf(given) + 1e-9)
    .map((choices) => ({ choices }));
}

test('no other single answer to a question adds more than the step that is told, of any questionnaire', () => {
  fc.assert(
    fc.property(anyAnsweredForms({ minLength: 1, maxLength: 2 }), ({ definition, authorities }) => {
      for (const one of authorities) {
        const report = reportOfAnswers(definition, one.given, { facts: one, evidence: () => '' });
        const steps = new Map(nextFormSteps(report).map((step) => [step.question, step]));
        const now = percentOf(definition, report.given, one);
        const { asked } = report.scored;
        for (const question of questionsOf(definition)) {
          const step = steps.get(question.name);
          const isScored = report.scored.nodes.has(question.name);
          if (!isScored || asked.get(question.name) === false) {
            expect(step).toBeUndefined();
            continue;
          }
          const gains = others(
            definition,
            question,
            asked.get(question.name) === null ? undefined : report.given.get(question.name),
          ).map((given) => percentOf(definition, new Map(report.given).set(question.name, given), one) - now);
          expect(step?.exactGain ?? 0).toBeCloseTo(Math.max(0, ...gains), 5);
        }
      }
    }),
    { numRuns: 120 },
  );
});

test('each step comes to what the changed answers score', () => {
  fc.assert(
    fc.property(anyAnsweredForms({ minLength: 1, maxLength: 1 }), ({ definition, authorities: [one] }) => {
      if (one === undefined) throw new Error('Nobody answered');
      const report = reportOfAnswers(definition, one.given, { facts: one, evidence: () => '' });
      const steps = nextFormSteps(report);
      for (const { question, to, percent, gain } of steps) {
        const given = new Map<string, Given>(report.given).set(question, to);
        const shown = shownNumber(definition, scoreAnswers(definition, given, one)) ?? 0;
        expect(percent).toBe(shown);
        expect(gain).toBeCloseTo(shown - (report.shown ?? 0), 9);
      }
      const gains = steps.map(({ gain }) => gain);
      expect(gains).toEqual([...gains].sort((a, b) => b - a));
    }),
    { numRuns: 60 },
  );
});

const definition = defined([
  { type: 'group', name: 'A' },
  {
    type: 'select_one',
    name: 'plan',
    parent: 'A',
    list: 'yes_no_na',
    evidence: { rule: 'required', choices: ['yes'] },
  },
  {
    type: 'decimal',
    name: 'years',
    parent: 'A',
    relevant: "${plan} = 'no'",
    notRelevant: 'zero',
    goalposts: { low: '1', high: '9', better: 'less' },
  },
  { type: 'select_multiple', name: 'power', parent: 'A', list: 'sources' },
  { type: 'integer', name: 'staff', goalposts: { low: '0', high: '2.5', better: 'more' }, constraint: '. <= 100' },
]);
const report = (given: Record<string, Given>, evidence: (question: string) => string = () => 'Decision 4') =>
  reportOfAnswers(definition, new Map(Object.entries(given)), { evidence });
const told = (given: Record<string, Given>, evidence?: (question: string) => string) =>
  nextFormSteps(report(given, evidence)).map(({ question, to, needsEvidence, gain }) => [
    question,
    to,
    needsEvidence,
    gain,
  ]);

test('what another answer takes away elsewhere is part of what it adds', () => {
  // 0 of 1, 1 of 1, 0 of 4 and 1 of 1: a plan would bring the 1 that the years, which are not asked then, have brought.
  const given = { plan: { choices: ['no'] }, years: { number: '1' }, staff: { number: '3' } };
  expect(told(given)).toEqual([['power', { choices: ['solar'] }, false, 28]]);
});

test('an answer that lacks its evidence is a step by itself, and a whole number stays one', () => {
  const given = { plan: { choices: ['yes'] }, power: { choices: ['solar', 'coal'] }, staff: { number: '2' } };
  const steps = told(given, (question) => (question === 'plan' ? '' : 'Decision 4'));
  expect(steps).toEqual([
    ['power', { choices: ['solar', 'coal', 'wind'] }, false, 28],
    ['plan', { choices: ['yes'] }, true, 14],
    ['staff', { number: '3' }, false, 3],
  ]);
});

test('who has chosen so is told of five and more, and whose evidence to learn from by name', () => {
  const answered = (choice: string, country: string): AnsweredForm => {
    const given = new Map([['plan', { choices: [choice] }]]);
    return {
      ...formCodesOf(definition, given, 'Decision 4'),
      given,
      country,
      population: null,
      percent: choice === 'yes' ? 14 : 0,
    };
  };
  const six = ['no', 'yes', 'yes', 'yes', 'yes', 'no'].map((choice, at) => answered(choice, at === 3 ? 'FI' : 'SE'));
  const among = reportAmong(definition, six, 0, {
    now: answered('no', 'FI'),
    publishesEvidence: true,
    evidence: 'Decision 4',
  });
  const [step] = nextFormSteps(among).filter(({ question }) => question === 'plan');
  expect(step).toMatchObject({ rank: { rank: 1, of: 6 }, givenBy: { met: 4, total: 6 } });
  expect(step?.learnFrom).toEqual(['Authority 3', 'Authority 1', 'Authority 2']);
  const silent = nextFormSteps({ ...among, publishesEvidence: false }).find(({ question }) => question === 'plan');
  expect(silent?.learnFrom).toEqual([]);
  const few = nextFormSteps({ ...among, published: publishedForms(definition, six.slice(0, 4)) });
  expect(few.every(({ givenBy, rank }) => givenBy === null && rank === null)).toBe(true);
});
