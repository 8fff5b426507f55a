import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { beginPublications } from '../../functions/publish-dashboard/begin-publications.ts';
import { formInsightOf } from '../../shared/domain/insight/form-insight.ts';
import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { writeDraftWorkbook } from '../../shared/rendering/workbooks/draft/draft-workbook.ts';
import { writeFormWorkbook } from '../../shared/rendering/workbooks/form/form-workbook.ts';
import { writeFormResultsWorkbook } from '../../shared/rendering/workbooks/form-results-workbook.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readAuthoring } from '../../shared/spreadsheet/authoring/read-authoring.ts';
import { beyondBudget, beyondBytes } from '../bench/budgets.ts';
import { fillRound } from '../bench/measure-scale.ts';
import { countRequests, type Requests } from '../bench/requests.ts';
import { report } from '../bench/results-report.ts';
import { reportOfFile } from '../support/form-reports.ts';
import { draftOf } from '../support/office-workbook.ts';
import { type Clients, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { northwoodAmongOthers } from '../support/published-forms.ts';
import { publishDependencies, startPublishing, workOnPublications } from '../support/publishing.ts';
import { resultsWorkbook } from '../support/results-workbook.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const shards = 4;
const round: Round = {
  ...{ id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards },
  ...{ publishesResults: true, publishesEvidence: false },
};

async function costOf(pipeline: Pipeline, work: (clients: Clients) => Promise<unknown>): Promise<Requests> {
  const clients = pipeline.newClients();
  const spent = countRequests(clients, { inStep: true });
  await work(clients);
  return spent;
}

test.each([7, 500])('a round of %d authorities is scored and published within its budget', async (authorities) => {
  const pipeline = await startPipeline();
  try {
    await pipeline.registry.putRound(round);
    await fillRound(round, authorities, pipeline);
    await startPublishing(pipeline);
    const rescore = (clients: Clients) => pipeline.rescore(round.id, undefined, clients);
    const of = ofEntries(authorities);
    const beyond = [
      ...beyondBudget('rescore-round, all new', await costOf(pipeline, rescore), of),
      ...beyondBudget('rescore-round, nothing new', await costOf(pipeline, rescore), of),
    ];
    if (authorities === 7) beyond.push(...beyondBudget('publish-dashboard', await costOf(pipeline, publish)));
    expect(beyond).toEqual([]);
  } finally {
    await pipeline.stop();
  }
});

async function publish(clients: Clients): Promise<void> {
  const dependencies = publishDependencies(clients, { pagesOfPart: 2000 });
  await beginPublications(dependencies);
  const outcomes = await workOnPublications(clients, dependencies);
  expect(outcomes).toEqual([{ outcome: 'switched', files: expect.any(Number) }]);
}

/** Entries are read, of which a unit holds some ten; nothing else grows with the number of authorities. */
const ofEntries = (authorities: number) => ({ read: Math.ceil(authorities / 10) });

test('workbooks are no larger than their budget', async () => {
  const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
  const questionnaire = await writeQuestionnaireWorkbook({
    ...{ questionnaire: userCentricity2023, language: 'en', round: round.id },
    ...{ authority: { id: 'espoo', name: 'Espoo' }, answers: page.answers, background: page.background },
  });
  expect(beyondBytes('questionnaire, filled', questionnaire)).toEqual([]);
  expect(beyondBytes('results workbook', await resultsWorkbook(report))).toEqual([]);
  expect(beyondBytes('questionnaire, filled', new Uint8Array(100_000))).toEqual([
    'questionnaire, filled: 100,000 bytes, and its budget is 22,000',
  ]);
});

test("workbooks of an office's own questionnaire are no larger than their budget", async () => {
  const parks = readFileSync('examples/city-parks.northwood.xlsx');
  const drafted = await readAuthoring(await writeDraftWorkbook(await draftOf(parks), { decided: true }));
  if ('code' in drafted || drafted.definition === null) throw new Error('The draft cannot be used');
  const reports = {
    'public-libraries': await northwoodAmongOthers(),
    'city-parks': await reportOfFile(parks, drafted.definition),
  } as const;
  for (const [name, report] of Object.entries(reports) as [keyof typeof reports, FormReport][]) {
    const { definition, authority, answers, given } = report;
    const filled = new Map(
      [...given].map(([of, one]) => [of, { given: one, evidence: answers.get(of)?.evidence ?? '' }]),
    );
    const questionnaire = await writeFormWorkbook({
      ...{ definition, language: 'en', authority, round: report.round, answers: filled },
    });
    expect(beyondBytes(`${name}: questionnaire, filled`, questionnaire)).toEqual([]);
    const results = await writeFormResultsWorkbook(report, formInsightOf(report));
    expect(beyondBytes(`${name}: results workbook`, results)).toEqual([]);
  }
});
