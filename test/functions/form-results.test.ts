import { describe, expect, test } from 'vitest';
import { formResults, rescoredForm } from '../../functions/deliver-results/form-results.ts';
import { assessByDefinition } from '../../functions/ingest-submission/assess-by-definition.ts';
import { problem } from '../../shared/domain/answers/problems.ts';
import { catalogueOf, withDefinitions } from '../../shared/domain/questionnaire/catalogue.ts';
import { scoreFormCodes, shownNumber } from '../../shared/domain/scoring/form-score.ts';
import { defined } from '../support/defined.ts';
import { northwoodReport, reportOfAnswers } from '../support/form-reports.ts';

const telling = { authorityName: 'Northwood', toOffice: false, footer: [], rescoring: null, corrects: null };

test('what is sent of a form: a workbook that scores the same when it comes back, a page, and rows of a tab', async () => {
  const facts = { offered: 'None, One or more' };
  const wrong = problem('answer-unclear', { sheet: 'Answers', cell: 'C9', indicator: 'Q1c', read: 'maybe', facts });
  const report = await northwoodReport({ problems: [wrong] });
  const { subject, workbook, page, tab } = await formResults(report, telling);
  expect(subject).toBe('Northwood, round 2026: 71.6%');
  expect(page).toContain('<h1>Northwood: 71.6%</h1>');
  const back = await assessByDefinition(workbook, report.definition, report.facts);
  expect(back.scored && shownNumber(report.definition, back.scored)).toBe(71.6);
  const { rows } = tab({ submission: 'a', authorityName: 'Northwood' });
  expect(rows.map(({ cells }) => cells.join(' | '))).toEqual([
    'Northwood: 71.6%',
    expect.stringContaining('18 May 2026'),
    expect.stringContaining('automatically'),
    '',
    'Sections | Points | Score',
    'A  Access | – | 69.4%',
    'A1  Opening hours | 7 of 12 | 58.3%',
    'A2  Reach | – | 91.7%',
    'B  Services | 3 of 4 | 75.0%',
    'C  Quality | – | 72.1%',
    '',
    'What does not apply to you',
    '4 Does a library boat call? | Only if the kind of authority is “island”. | all points',
    '',
    'To check',
    expect.stringContaining('Status'),
    expect.stringContaining('Question 1c, cell Answers C9 | Was a branch closed? | We do not understand “maybe”'),
  ]);
});

describe('a result under a newer version, which needs evidence', () => {
  const question = { type: 'select_one', list: 'yes_no_na' } as const;
  const oldest = defined([{ ...question, name: 'a' }], { version: '1' });
  const between = defined([{ ...question, name: 'b' }], {
    ...{ version: '2', mapping: { from: 'made@1', questions: [{ old: 'a', new: 'b' }] } },
  });
  const newest = defined([{ ...question, name: 'c', evidence: { rule: 'required', choices: [] } }], {
    ...{ version: '3', mapping: { from: 'made@2', questions: [{ old: 'b', new: 'c' }] } },
  });
  const catalogue = withDefinitions(catalogueOf([], []), [newest, between, oldest]);
  const now = { method: 'definition', percent: 0, questionnaire: 'made@3' } as const;
  const saysYes = new Map([[`a`, { choices: ['yes'] }]]);

  test.each([
    ['counts what the office has verified', '', '1', 100],
    ['counts what has evidence', 'Decision 4', '', 100],
    ['counts nothing without either', '', '', 0],
  ])('%s, also through a version between', (_, evidence, verifiedCode, shown) => {
    const report = reportOfAnswers(oldest, saysYes, { evidence: () => evidence });
    const rescored = rescoredForm({ ...report, codes: { ...report.codes, verifiedCode } }, now, catalogue);
    expect([rescored.shown, rescored.answers.get('c')?.value]).toEqual([shown, '=yes']);
    // Everything else that is told goes by the same codes.
    expect(scoreFormCodes(newest, rescored.codes).shown).toBe(shown);
  });
});
