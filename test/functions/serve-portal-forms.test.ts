import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import type { PortalState, SubmissionResult } from '../../shared/rendering/portal/api-types.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { authored } from '../support/authored.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';

/** What the contact's page is told in a round of an office's own questionnaire. */
const round = { id: 'libraries', questionnaire: 'public-libraries@2026', opensAt: null, closesAt: null, shards: 4 };
const officer = 'officer@northwood.example';
const finnish = 'virkailija@northwood.example';
const northwood = readFileSync('examples/public-libraries.northwood.xlsx');

let pipeline: Pipeline;
let app: ReturnType<typeof portalApi>;
beforeAll(async () => {
  pipeline = await startPipeline();
  await pipeline.questionnaires.publish(
    await authored('examples/public-libraries.authoring.xlsx'),
    '2026-11-30T09:00:00.000Z',
  );
  await pipeline.questionnaires.fix(round.questionnaire);
  await pipeline.registry.putRound(round);
  const contacts = [
    { address: officer, language: 'en' },
    { address: finnish, language: 'fi' },
  ];
  await pipeline.registry.putAuthority({ id: 'northwood', name: 'Northwood', country: 'GB', kind: 'city', contacts });
  app = portalApi(pipeline.portal());
});
afterAll(() => pipeline.stop());

async function ask(path: string, contact = officer) {
  const making = { keys: pipeline.portal().keys, portal: 'https://p.example', now: () => new Date() };
  const link = await portalLink({ authority: 'northwood', contact, round: round.id }, making);
  const response = await app.request(`/api${path}`, { headers: { authorization: `Bearer ${link.split('#')[1]}` } });
  return { status: response.status, json: await response.json() };
}

let files = 0;
async function send(bytes: Uint8Array, sender = officer): Promise<string> {
  files += 1;
  const key = `office/${files}.xlsx`;
  const outcome = await pipeline.ingest(await pipeline.put({ key, bytes, metadata: { sender } }));
  await pipeline.deliverWaiting();
  return 'submission' in outcome ? String(outcome.submission) : '';
}

const stateOf = async (contact = officer) => (await ask('/state', contact)).json as PortalState;
const resultOf = async (id: string, contact = officer) =>
  (await ask(`/submissions/${id}`, contact)).json as SubmissionResult;

test('a file is told with its score, its groups and what does not apply, in the words of whoever reads it', async () => {
  await send(northwood);
  const { submissions, counting, place } = await stateOf();
  expect(submissions).toMatchObject([{ id: counting, percent: 71.6, told: '71.6%', round: 'libraries' }]);
  expect(place?.rank).toBeNull();
  const result = await resultOf(counting ?? '');
  expect(result).toMatchObject({ stage: 'counts', mailed: true, score: null, sequel: null });
  expect(result.form).toMatchObject({
    ...{ score: '71.6%', percent: 71.6, countsWith: null, changes: [] },
    sentences: [
      'The score is the average of the sections, by their weights.',
      '8 of the 9 scored questions that apply to you are answered.',
    ],
    notAsked: {
      rows: [
        {
          what: '4 Does a library boat call?',
          why: 'Only if the kind of authority is “island”.',
          counts: 'all points',
        },
      ],
    },
  });
  expect(result.form?.groups.rows.map(({ title, level, points, share }) => [title, level, points, share])).toEqual([
    ['A  Access', 0, null, '69.4%'],
    ['A1  Opening hours', 1, '7 of 12 points', '58.3%'],
    ['A2  Reach', 1, null, '91.7%'],
    ['B  Services', 0, '3 of 4 points', '75.0%'],
    ['C  Quality', 0, null, '72.1%'],
  ]);
  const { form } = await resultOf(counting ?? '', finnish);
  expect(form?.groups.rows[1]).toMatchObject({ title: 'A1  Aukioloajat', points: '7/12 pistettä' });
});

test('the workbook that it counts with can be downloaded', async () => {
  const { counting } = await stateOf();
  const { json } = await ask(`/submissions/${counting}/workbook`);
  const response = await fetch((json as { address: string }).address);
  expect([
    response.status,
    Buffer.from(await response.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ]).toEqual([200, 'PK']);
});

test('a correction tells what it changed and gained, and what is wrong in it by number and text', async () => {
  const rows = [
    ['No.', 'Question', 'Your answer', 'Evidence'],
    ['1b', 'If yes, hours a week', '70 hours'],
    ['1c', 'Was a branch closed?', 'perhaps'],
    ['3', 'Visits a year for each inhabitant', 6],
    ['9', 'Do staff train every year?', 'All'],
  ];
  await send(rawWorkbook([{ name: 'Answers', rows }]));
  const { counting, submissions } = await stateOf();
  const { form, sequel, problems } = await resultOf(counting ?? '');
  expect(submissions.map(({ told }) => told)).toEqual([form?.score, '71.6%']);
  expect(form?.changes).toEqual([
    ['Compared with your previous file', expect.stringMatching(/^\+\d+\.\d percentage points$/)],
  ]);
  expect(sequel?.lines.join(' ')).toMatch(/Changed: 2 \(1b, 9\)\. These no longer count: 1 \(1c\)\./);
  expect(problems[0]).toMatchObject({
    ...{ place: 'Question 1c, cell Answers C3', question: 'Was a branch closed?', read: 'perhaps' },
  });
});

test('of files of two people, who gave which answers is told by the office’s own numbers', async () => {
  const rows = [
    ['No.', 'Question', 'Your answer', 'Evidence'],
    ['1b', 'If yes, hours a week', '40 hours'],
    ['1c', 'Was a branch closed?', '-'],
    ['3', 'Visits a year for each inhabitant', 7],
    ['9', 'Do staff train every year?', 'All'],
  ];
  const id = await send(rawWorkbook([{ name: 'Answers', rows }]), finnish);
  const { givenBy } = await resultOf(id);
  expect(givenBy.find(({ by }) => by === finnish)?.ids).toEqual(['1b', '3', '9']);
  expect(givenBy.filter(({ by }) => by === officer).flatMap(({ ids }) => ids)).toContain('2');
  const written = new ExcelJS.Workbook();
  const bytes = await pipeline.resultsWorkbook(`results/libraries/northwood/${id}.xlsx`);
  await written.xlsx.load(Buffer.from(bytes ?? []) as never);
  const told = new Map<string, string>();
  written
    .getWorksheet('Kuka vastasi')
    ?.eachRow((row) => told.set(String(row.getCell(2).value), String(row.getCell(4).value)));
  expect([told.get('1b'), told.get('2')]).toEqual([finnish, officer]);
});
