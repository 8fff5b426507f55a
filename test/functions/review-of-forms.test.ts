import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reviewableOf } from '../../functions/import-review/reviewable-of.ts';
import { assessByDefinition } from '../../functions/ingest-submission/assess-by-definition.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { planReview } from '../../shared/domain/review/plan-review.ts';
import { codesUnder, reviewProblems, underReview, type VerifiedAnswers } from '../../shared/domain/review/review.ts';
import { formReviewColumns, reviewKeyOf } from '../../shared/domain/review/review-rows.ts';
import { scoreFormCodes } from '../../shared/domain/scoring/form-score.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { definitionMessagesIn } from '../../shared/rendering/words/definition-words.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import type { AuthorityToReview } from '../../shared/rendering/workbooks/review/authority-to-review.ts';
import { writeReviewReport } from '../../shared/rendering/workbooks/review/review-report-workbook.ts';
import { writeReviewWorkbook } from '../../shared/rendering/workbooks/review/review-workbook.ts';
import { readReview } from '../../shared/spreadsheet/reading/read-review.ts';
import { knownQuestionnaires } from '../../shared/use-cases/known-questionnaires.ts';
import { open, textsOf } from '../rendering/workbooks/writers/open.ts';
import { authored, isSharedThere, sharedData } from '../support/authored.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';

const at = '2026-06-10T09:00:00.000Z';
const later = '2026-06-11T09:00:00.000Z';
const facts = { kind: 'city' };

/** An authority as its file was read. */
async function read(file: string, definition: Definition): Promise<AuthorityToReview<Definition>> {
  const { filled, problems } = await assessByDefinition(readFileSync(file), definition, facts);
  if (filled === null) throw new Error(`${file} was not read`);
  return {
    ...{ round: '2026', authority: 'northwood', authorityName: 'Northwood', submission: 's1' },
    ...{ questionnaire: definition, claimed: filled.answers, verified: {}, problems, facts },
  };
}

type Decided = Readonly<Record<string, readonly [verified: string | number, reason: string]>>;

const letterOf = (column: (typeof formReviewColumns)[number]): string =>
  String.fromCharCode('B'.charCodeAt(0) + formReviewColumns.indexOf(column));

/** The workbook as the office downloads it, by question and column, and as Excel saves it when it is filled in. */
async function reviewed(of: AuthorityToReview<Definition>, decided: Decided = {}) {
  const workbook = await open(await writeReviewWorkbook('2026', [of]));
  const sheet = workbook.worksheets[0];
  if (sheet === undefined) throw new Error('It has no sheet');
  const cells = new Map<string, unknown>();
  const rules = new Map<string, string>();
  sheet.eachRow((row) => {
    const question = String(row.getCell(letterOf('indicator')).value);
    for (const column of formReviewColumns) cells.set(`${question} ${column}`, row.getCell(letterOf(column)).value);
    const verified = row.getCell(letterOf('verified'));
    rules.set(question, String(verified.dataValidation?.formulae[0] ?? ''));
    const [value, reason] = decided[question] ?? [];
    if (value === undefined) return;
    verified.value = value;
    row.getCell(letterOf('reason')).value = reason ?? '';
  });
  const rows = await readReview(new Uint8Array(await workbook.xlsx.writeBuffer()));
  if ('code' in rows) throw new Error(rows.code);
  const [first] = rows;
  const known = new Map(first === undefined ? [] : [[reviewKeyOf(first), of]]);
  const plan = planReview(rows, known, at);
  const verified: VerifiedAnswers = { ...of.verified, ...plan.updates[0]?.given };
  const review = { round: '2026', authority: 'northwood', verified };
  const codes = codesUnder(of.questionnaire, of.claimed, review);
  const { shown } = scoreFormCodes(of.questionnaire, codes, facts);
  return { cells, rules, plan, review, after: { ...of, verified }, codes, shown, workbook };
}

describe('a review of answers to an office’s own questionnaire', () => {
  let libraries: Definition;
  let northwood: AuthorityToReview<Definition>;
  beforeAll(async () => {
    libraries = await authored('examples/public-libraries.authoring.xlsx');
    northwood = await read('examples/public-libraries.northwood.xlsx', libraries);
  });

  test('shows each answer with its cell and what of it counts, and offers the answers of its own question', async () => {
    const { cells, rules, plan, shown } = await reviewed(northwood);
    expect(['Q9', 'Q5', 'Q1b', 'Q4', 'Q6'].map((name) => cells.get(`${name} claimed`))).toEqual([
      ...['Most', 'Books at home; Events', '45', 'not answered', 'Books at home: 900 readers a year'],
    ]);
    expect(['Q9', 'Q4'].map((name) => cells.get(`${name} counts`))).toEqual(['Most', 'not asked']);
    expect(cells.get('Q2 question')).toBe('2  Can branches be entered without steps?');
    expect(cells.get('Q2 cell')).toBe('Answers!C10');
    expect(cells.get('Q2 evidence')).toBe('Survey of the building office, 2025');
    expect(['Q9', 'Q5', 'Q1b', 'Q6'].map((name) => rules.get(name))).toEqual([
      '"All,Most,None,As claimed"',
      '"Books at home,Events,Tools,None of these,As claimed"',
      ...['', ''],
    ]);
    // As it was downloaded it decides nothing.
    expect([plan.updates, plan.report.problems, shown]).toEqual([[], [], 71.6]);
  });

  test('counts what was verified: a choice, several, a number', async () => {
    const { plan, codes, shown, review, after } = await reviewed(northwood, {
      Q9: ['All', 'The list of courses shows it'],
      Q5: ['Books at home; Tools', 'There were no events'],
      Q1b: [12.345, 'By the door'],
    });
    expect(plan.report.problems).toEqual([]);
    expect(plan.updates[0]?.given).toMatchObject({
      Q9: { claimed: '=most', verified: '=all', reason: 'The list of courses shows it' },
      Q5: { claimed: '=books events', verified: '=books tools' },
      Q1b: { claimed: '=45', verified: '=12.345' },
    });
    expect(plan.report.decisions.map(({ before, after: is }) => [before, is])).toEqual([
      ['=45', '=12.345'],
      ['=Books at home; Events', '=Books at home; Tools'],
      ['=Most', '=All'],
    ]);
    const counted = underReview(northwood.claimed, review);
    expect(['Q9', 'Q5', 'Q1b', 'Q2'].map((name) => counted.get(name)?.value)).toEqual([
      ...['=all', '=books tools', '=12.345', '=all'],
    ]);
    expect(codes.verifiedCode).toHaveLength(codes.answerCode.split('|').length);
    expect(codes.verifiedCode.replaceAll('0', '')).toBe('111');
    // A1: 2 of 12, so A: (2/12 + 11/12 / 2) / 1.5 = 0.4167; B: 3.5 of 4; C: (0.75² x 1)^(1/3) = 0.8255;
    // (2 x 0.4167 + 0.875 + 1.5 x 0.8255) / 4.5 = 0.655.
    expect(shown).toBe(65.5);
    // Downloaded again, it decides nothing, though the number would be asked about as a text.
    const again = await reviewed(after);
    expect([again.plan.updates, again.plan.report.problems, again.shown]).toEqual([[], [], 65.5]);
    expect(['Q9', 'Q1b'].map((name) => again.cells.get(`${name} verified`))).toEqual(['All', 12.345]);
    const texts = textsOf((await open(await writeReviewReport(plan.report, at))).worksheets[0] as never);
    expect(texts).toEqual(expect.arrayContaining(['Books at home; Tools', 'Most', 'All']));
  });

  test('counts a verified answer without the evidence that it needs otherwise, and takes it back', async () => {
    const claimed = new Map(northwood.claimed);
    const bare = claimed.get('Q1a');
    if (bare === undefined) throw new Error('Q1a was not read');
    claimed.set('Q1a', { ...bare, evidence: '' });
    const silent = { ...northwood, claimed };
    const before = await reviewed(silent);
    expect(before.cells.get('Q1a counts')).toBe('does not count: no evidence');
    const { after, shown } = await reviewed(silent, { Q1a: ['Yes', 'Seen on site'] });
    // A1: 0 of 12, so A: (11/12 / 2) / 1.5 = 0.3056; (2 x 0.3056 + 0.75 + 1.5 x 0.7211) / 4.5 = 0.543.
    expect([before.shown, shown]).toEqual([54.3, 71.6]);
    expect((await reviewed(after)).cells.get('Q1a counts')).toBe('Yes');
    expect((await reviewed(after, { Q1a: ['As claimed', 'It was another branch'] })).shown).toBe(54.3);
  });

  test('tells the sender by the labels of the form, in whichever language', async () => {
    const { review } = await reviewed(northwood, { Q9: ['None', 'No course in 2025'] });
    const [told] = reviewProblems(northwood.claimed, review, at, libraries);
    expect(told).toMatchObject({ code: 'answer-verified', indicator: 'Q9', cell: 'C17', read: 'nearly all' });
    expect(told && describeProblem(told, definitionMessagesIn('en')).message).toBe(
      'The benchmark office verified this answer: None counts. Its reason: No course in 2025',
    );
    // In the language of whoever reads it, where the questionnaire has it.
    expect(told && describeProblem(told, definitionMessagesIn('fi')).message).toContain('Ei mikään');
    expect(told && describeProblem(told, definitionMessagesIn('nl')).message).toContain('None');
    const back = await reviewed({ ...northwood, verified: review.verified }, { Q9: ['-', 'It was found'] });
    const [undone] = reviewProblems(northwood.claimed, back.review, '2026-06-01T09:00:00.000Z', libraries);
    expect(undone && describeProblem(undone, definitionMessagesIn('de')).message).toContain('Most');
    expect(reviewProblems(northwood.claimed, back.review, later, libraries)).toEqual([]);
  });

  test.each<[string, string | number]>([
    ['Q9', 'Sometimes'],
    ['Q9', 'yes'],
    ['Q5', 'Books at home; None of these'],
    ['Q5', 'Books at home and perhaps events'],
    ['Q1b', 'a lot'],
    ['Q3', 6.5],
  ])('of %s is told at its cell what is none of its answers: %s', async (question, text) => {
    const { plan, shown } = await reviewed(northwood, { [question]: [text, 'Why'] });
    expect(plan.report.problems).toMatchObject([{ code: 'review-answer-unclear', sheet: 'Review' }]);
    expect([plan.updates, shown]).toEqual([[], 71.6]);
  });
});

test.skipIf(!isSharedThere)('a review makes 10a of Albania what was published (../shared)', async () => {
  const definition = await authored(`${sharedData}/authoring/odm-2023.xlsx`);
  const albania = await read(`${sharedData}/odm-2023/AL.xlsx`, definition);
  const { plan, shown } = await reviewed(albania, { Q10a: ['no', 'Counted as published'] });
  expect(plan.report.problems).toEqual([]);
  expect([(await reviewed(albania)).shown, shown]).toEqual([1088, 1068]);
});

describe('a review workbook that comes in', () => {
  let pipeline: Pipeline;
  const round = { id: '2026', questionnaire: 'public-libraries@2026', opensAt: null, closesAt: null, shards: 4 };
  const officer = 'officer@northwood.example';
  beforeAll(async () => {
    pipeline = await startPipeline();
    const libraries = await authored('examples/public-libraries.authoring.xlsx');
    await pipeline.questionnaires.publish(libraries, '2026-01-01T00:00:00.000Z');
    await pipeline.questionnaires.fix(round.questionnaire);
    await pipeline.registry.putRound(round);
    const contacts = [{ address: officer, language: 'en' }];
    await pipeline.registry.putAuthority({ id: 'northwood', name: 'Northwood', kind: 'city', country: 'GB', contacts });
  });
  afterAll(() => pipeline.stop());

  const decide = async (decided: Decided, authority = 'northwood') => {
    const known = await knownQuestionnaires({ ...pipeline, catalogue });
    const found = await reviewableOf(round, authority, { ...pipeline, known });
    const workbook = await open(await writeReviewWorkbook('2026', found === null ? [] : [found]));
    workbook.worksheets[0]?.eachRow((row) => {
      const [value, reason] = decided[String(row.getCell(letterOf('indicator')).value)] ?? [];
      if (value === undefined) return;
      row.getCell(letterOf('verified')).value = value;
      row.getCell(letterOf('reason')).value = reason ?? '';
    });
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
    const upload = await pipeline.put({
      key: `review/${crypto.randomUUID()}`,
      bytes,
      metadata: { filename: 'r.xlsx' },
    });
    const { outcome, changes } = await pipeline.importReview(upload);
    await pipeline.deliverWaiting();
    return [outcome, changes, (await pipeline.store.standing(round, authority))?.score.percent];
  };
  const lastMail = async (): Promise<string> =>
    ((await pipeline.mailsTo(officer)).at(-1)?.text ?? '').replace(/\s+/g, ' ');

  test('changes what counts, tells the authority by the labels of its form, and is taken back', async () => {
    const bytes = readFileSync('examples/public-libraries.northwood.xlsx');
    await pipeline.ingest(await pipeline.put({ key: 'office/northwood.xlsx', bytes, metadata: { sender: officer } }));
    await pipeline.deliverWaiting();
    // A: 0.4167, B: 0.75, C: 0.8255; (2 x 0.4167 + 0.75 + 1.5 x 0.8255) / 4.5 = 0.627.
    expect(await decide({ Q9: ['All', 'The list of courses'], Q1b: [12.345, 'By the door'] })).toEqual([
      ...['applied', 2, 62.7],
    ]);
    expect(await lastMail()).toContain(
      'The benchmark office verified this answer: All counts. Its reason: The list of courses',
    );
    expect((await pipeline.store.history('northwood')).map(({ percent }) => percent)).toEqual([71.6, 62.7]);
    expect(await decide({})).toEqual(['applied', 0, 62.7]);
    expect(await decide({ Q9: ['-', 'Not so'], Q1b: ['as claimed', 'It was another door'] })).toEqual([
      ...['applied', 2, 71.6],
    ]);
  });

  test('makes an answer count that it confirms without its evidence, and says so instead of asking for it', async () => {
    const contacts = [{ address: 'officer@elm.example', language: 'en' }];
    await pipeline.registry.putAuthority({ id: 'elm', name: 'Elm', kind: 'city', country: 'GB', contacts });
    const rows = [
      ['No', 'Question', 'Answer', 'Evidence'],
      ['1a', 'Is a branch open in the evening?', 'Yes'],
      ['1b', 'If yes, hours a week', ''],
      ['1c', 'Was a branch closed?', 'None'],
      ['2', 'Can branches be entered without steps?', ''],
      ['3', 'Visits a year for each inhabitant', ''],
      ['4', 'Does a library boat call?', ''],
    ];
    const bytes = rawWorkbook([{ name: 'Ours', rows }]);
    const metadata = { sender: 'officer@elm.example' };
    await pipeline.ingest(await pipeline.put({ key: 'office/elm.xlsx', bytes, metadata }));
    await pipeline.deliverWaiting();
    const told = async () => ((await pipeline.mailsTo('officer@elm.example')).at(-1)?.text ?? '').replace(/\s+/g, ' ');
    expect(await told()).toContain('counts only with evidence');
    // A1: 2 of 12; A2: 0 of Q2 and all of Q4, so A: (2/12 + 1/2 / 2) / 1.5 = 0.2778; B: 0; C is left out: 2 x 0.2778 / 3.
    expect(await decide({ Q1a: ['Yes', 'Seen on site'] }, 'elm')).toEqual(['applied', 1, 18.5]);
    expect(await told()).toContain('verified this answer: Yes counts. Its reason: Seen on site');
    expect(await told()).not.toContain('counts only with evidence');
  });
});
