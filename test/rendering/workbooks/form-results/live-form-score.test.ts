import type { Workbook } from 'exceljs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { formInsightOf } from '../../../../shared/domain/insight/form-insight.ts';
import type { FormReport } from '../../../../shared/domain/insight/form-report.ts';
import type { Definition } from '../../../../shared/domain/questionnaire/definition/definition.ts';
import { aggregates } from '../../../../shared/domain/scoring/engine/aggregates.ts';
import { planOf } from '../../../../shared/domain/scoring/engine/plan.ts';
import { askedOf } from '../../../../shared/domain/scoring/engine/relevance.ts';
import { outcomesOf } from '../../../../shared/domain/scoring/engine/score-answers.ts';
import { toNumber } from '../../../../shared/domain/scoring/rational.ts';
import { writeFormResultsWorkbook } from '../../../../shared/rendering/workbooks/form-results-workbook.ts';
import { anyAnswers, anyDefinition } from '../../../support/any-definition.ts';
import { libraries, reportOfAnswers } from '../../../support/form-reports.ts';
import { hasLibreOffice, recalculated } from '../../../support/libreoffice.ts';
import { northwoodAmongOthers } from '../../../support/published-forms.ts';
import { runs } from '../../../support/tier.ts';
import { formulaResults, open, sheetOf } from '../writers/open.ts';

const workbookOf = (report: FormReport): Promise<Uint8Array> => writeFormResultsWorkbook(report, formInsightOf(report));

/** A report, and another of the same questionnaire: its answers are typed over those of the first. */
interface Pair {
  readonly before: FormReport;
  readonly after: FormReport;
}

const facts = { kind: 'island', country: 'FI', population: 80_000 };
const evidences = fc.func(fc.constantFrom('Decision 4', 'Decision 4', ''));
const pairOf = (definition: Definition): fc.Arbitrary<Pair> =>
  fc
    .tuple(anyAnswers(definition), anyAnswers(definition), evidences, evidences, fc.boolean())
    .map(([first, second, one, other, isIsland]) => {
      const about = isIsland ? facts : { ...facts, kind: 'city' };
      return {
        before: reportOfAnswers(definition, first, { evidence: one, facts: about }),
        after: reportOfAnswers(definition, second, { evidence: other, facts: about }),
      };
    });

/** The answers and the evidence of one workbook typed into the other. */
async function typedOver(before: Workbook, after: Workbook): Promise<Uint8Array> {
  const [to, from] = [sheetOf(before, 'Questionnaire'), sheetOf(after, 'Questionnaire')];
  from.eachRow((row, number) => {
    for (const column of number > 6 ? ['D', 'E'] : []) {
      to.getCell(`${column}${number}`).value = row.getCell(column).value;
    }
  });
  return Buffer.from(await before.xlsx.writeBuffer());
}

describe.skipIf(!hasLibreOffice)('the calculation of a form, recalculated by LibreOffice', () => {
  let pairs: Pair[];
  let saved: Buffer[];
  const written: { first: Record<string, unknown>; expected: Record<string, unknown> }[] = [];
  const ties: string[] = [];

  beforeAll(async () => {
    const drawn = fc.sample(anyDefinition.chain(pairOf), { numRuns: runs(8, 120), seed: 7 });
    const example = fc.sample(pairOf(await libraries()), { numRuns: runs(3, 40), seed: 8 });
    const { published, country } = await northwoodAmongOthers();
    const [own] = example;
    if (own === undefined) throw new Error('No answers were drawn');
    const among = { before: { ...own.before, published, country }, after: { ...own.after, published, country } };
    pairs = [...drawn, ...example, among];
    const changed: Uint8Array[] = [];
    for (const { before, after } of pairs) {
      const [from, to] = [await open(await workbookOf(before)), await open(await workbookOf(after))];
      written.push({ first: formulaResults(from), expected: formulaResults(to) });
      changed.push(await typedOver(from, to));
    }
    saved = await recalculated(changed);
  }, 900_000);

  test('changed answers move every formula to what is written for them, and to what they score', async () => {
    const wrong: string[] = [];
    let moved = 0;
    for (const [index, { after }] of pairs.entries()) {
      const now = formulaResults(await open(saved[index] as Buffer));
      const { first = {}, expected = {} } = written[index] ?? {};
      expect(Object.keys(now)).toEqual(Object.keys(expected));
      for (const [at, value] of Object.entries(expected)) {
        if (first[at] !== value) moved += 1;
        if (isSame(now[at], value)) continue;
        (isNearTie(after) ? ties : wrong).push(
          `${index} ${at}: ${JSON.stringify(now[at])}, not ${JSON.stringify(value)}`,
        );
      }
    }
    console.log(
      [`${pairs.length} workbooks, ${moved} formulas moved, within 1e-9 of a half: ${ties.length}`, ...ties].join('\n'),
    );
    expect(wrong.slice(0, 40)).toEqual([]);
    expect(moved).toBeGreaterThan(20 * pairs.length);
  }, 400_000);
});

/** Whether the score of a group is so near to a half of its last decimal that binary fractions may fall on either side. */
function isNearTie({ definition, given, facts: about }: FormReport): boolean {
  const outcomeOf = outcomesOf(definition, given, askedOf(definition, given, about));
  return [...planOf(definition).groups.values()].some(({ aggregate, rounding, parts }) => {
    const counting = parts.flatMap(({ name, weight }) => {
      const { score } = outcomeOf(name);
      return score === null ? [] : [{ weight, score }];
    });
    // A geometric mean to twelve decimals, all others as they are.
    const share = aggregates[aggregate].scoreOf(counting, undefined)?.score ?? null;
    if (rounding === undefined || share === null) return false;
    const steps = toNumber(share) * 10 ** rounding;
    return Math.abs(Math.abs(steps % 1) - 0.5) < 1e-9 * 10 ** rounding;
  });
}

const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) < 1e-9 : (a ?? '') === (b ?? '');
