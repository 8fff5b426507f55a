import { beforeAll, describe, expect, test } from 'vitest';
import { comparedWithNothing } from '../../../shared/domain/insight/results-report.ts';
import { open } from '../../rendering/workbooks/writers/open.ts';
import { identitySheet, only, questionnaireSheet } from '../../support/filled-rows.ts';
import { rawWorkbook } from '../../support/raw-workbook.ts';
import { resultsWorkbook } from '../../support/results-workbook.ts';
import { assessFile, type ScoredFile } from '../../support/user-centricity.ts';

/** Two queries and an error: weak evidence, a Yes without evidence, and an answer that is none. */
const first = rawWorkbook([
  questionnaireSheet((id, [code = '', question = '', answer = '', evidence = '']) => {
    if (id === '1.1.1') return [code, question, answer, 'ok'];
    if (id === '1.1.2') return [code, question, answer, null];
    return id === '1.1.3' ? [code, question, 'maybe', evidence] : [code, question, answer, evidence];
  }),
  identitySheet,
]);

async function resultsOf(assessed: ScoredFile): Promise<Uint8Array> {
  const { questionnaire, score } = assessed;
  if (questionnaire === null || score === null) throw new Error('not scored');
  return resultsWorkbook({
    ...assessed,
    questionnaire,
    score,
    language: 'en',
    fileName: 'q.xlsx',
    receivedAt: '2026-01-01T00:00:00.000Z',
    ...comparedWithNothing,
  });
}

/** What a sender does: writes beside a query of the results workbook, and sends it back. */
async function explain(results: Uint8Array, question: string, explanation: string): Promise<Uint8Array> {
  const workbook = await open(results);
  const sheet = workbook.getWorksheet('Problems');
  sheet?.eachRow((row) => {
    if (row.getCell('C').text.startsWith(question)) row.getCell('H').value = explanation;
  });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const told = ({ problems }: ScoredFile): unknown[] =>
  problems.map(({ code, severity, indicator, facts }) => [code, severity, indicator, facts['explanation']]);

describe('a query that its sender explains in the results workbook', () => {
  let before: ScoredFile;
  let after: ScoredFile;
  beforeAll(async () => {
    before = await assessFile(first);
    after = await assessFile(await explain(await resultsOf(before), '1.1.1', 'The ministry calls it "ok"'));
  });

  test('is asked no more, and keeps the explanation; the others are asked still', () => {
    expect(told(before)).toEqual([
      ['answer-unclear', 'error', '1.1.3', undefined],
      ['evidence-weak', 'query', '1.1.1', undefined],
      ['evidence-missing', 'query', '1.1.2', undefined],
    ]);
    expect(told(after)).toEqual([
      ['answer-unclear', 'error', '1.1.3', undefined],
      ['evidence-missing', 'query', '1.1.2', undefined],
      ['evidence-weak', 'notice', '1.1.1', 'The ministry calls it "ok"'],
    ]);
    expect(after.score).toEqual(before.score);
  });

  test('stays explained however often the file comes back', async () => {
    const again = await assessFile(await resultsOf(after));
    expect(told(again)).toEqual(told(after));
  });

  test('is asked again when the answer gives rise to another query', async () => {
    const other = rawWorkbook([
      questionnaireSheet(only('1.1.1', ([code = '', question = '']) => [code, question, 'Yes', null])),
      identitySheet,
      { name: 'Problems', rows: [['The ministry calls it "ok"', 'explains:evidence-weak:1.1.1']] },
    ]);
    expect(told(await assessFile(other))).toEqual([['evidence-missing', 'query', '1.1.1', undefined]]);
  });
});

test('an explanation holds for what was read: another text is asked about anew', async () => {
  const weak = await assessFile(
    rawWorkbook([
      questionnaireSheet(only('1.1.1', ([code = '', question = '']) => [code, question, 'Yes', 'ok'])),
      identitySheet,
    ]),
  );
  const results = await explain(await resultsOf(weak), '1.1.1', 'The ministry calls it so');
  const explained = await assessFile(results);
  expect(told(explained)).toEqual([['evidence-weak', 'notice', '1.1.1', 'The ministry calls it so']]);
  const workbook = await open(results);
  workbook.getWorksheet('Questionnaire')?.eachRow((row) => {
    row.eachCell((cell) => {
      if (cell.text === 'ok') cell.value = 'done';
    });
  });
  const changed = await assessFile(new Uint8Array(await workbook.xlsx.writeBuffer()));
  expect(told(changed)).toEqual([['evidence-weak', 'query', '1.1.1', undefined]]);
});

test('an answer that does not count is never explained away', async () => {
  const partly = await assessFile(
    rawWorkbook([
      questionnaireSheet(
        only('1.1.1', ([code = '', question = '', , evidence = '']) => [code, question, 'partly', evidence]),
      ),
      identitySheet,
      // As a results workbook sent out before would name it.
      { name: 'Problems', rows: [['Most of it', 'explains:answer-partial:1.1.1']] },
    ]),
  );
  expect(told(partly)).toEqual([['answer-partial', 'query', '1.1.1', undefined]]);
  const workbook = await open(await resultsOf(partly));
  const offered: string[] = [];
  workbook.getWorksheet('Problems')?.eachRow((row) => offered.push(row.getCell('I').text));
  expect(offered.filter((text) => text.startsWith('explains:'))).toEqual([]);
});

test('an error cannot be explained away', async () => {
  const file = rawWorkbook([
    questionnaireSheet(
      only('1.1.1', ([code = '', question = '', , evidence = '']) => [code, question, 'maybe', evidence]),
    ),
    identitySheet,
    { name: 'Problems', rows: [['It is a maybe', 'explains:answer-unclear:1.1.1']] },
  ]);
  expect(told(await assessFile(file))).toEqual([['answer-unclear', 'error', '1.1.1', undefined]]);
});
