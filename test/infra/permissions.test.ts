import { readFileSync } from 'node:fs';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import { startRescorings } from '../../functions/start-rescoring/start-rescoring.ts';
import { sesAccount } from '../../infra/local/mail-emulator.ts';
import { dynamoFinals } from '../../shared/adapters/aws/dynamo/finals.ts';
import { dynamoRegistry } from '../../shared/adapters/aws/dynamo/registry.ts';
import { dynamoCounters } from '../../shared/adapters/aws/dynamo/standings.ts';
import { functionNames } from '../../shared/config/environment.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { referenceOf } from '../../shared/domain/submissions/reference.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { acceptAnswers } from '../support/answered.ts';
import { profile, standingsOf, theSeven } from '../support/compared.ts';
import { compose } from '../support/mails.ts';
import { type Clients, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { startPublishing } from '../support/publishing.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { scoredDifferently } from '../support/scored-differently.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';
import { listed, type Synthesised, synthesise } from './synthesised.ts';

/** No emulator knows roles: what the steps call on emulators is held against what their roles allow. */

let stack: Synthesised;
let pipeline: Pipeline;
const steps = [
  'ingest',
  'deliver',
  'fetch',
  'receive',
  'track',
  'remind',
  'sweep',
  'import',
  'review',
  'questionnaire',
  'reconcile',
  'publish',
  'rescore',
  'start',
  'pass',
  'portal',
  'write',
] as const;
const round = {
  id: '2022',
  questionnaire: 'user-centricity@2023',
  opensAt: null,
  closesAt: new Date(Date.now() + 3600_000).toISOString(),
  shards: 4,
  mails: 'link',
} as const;
const called = Object.fromEntries(steps.map((step) => [step, new Set<string>()])) as Record<
  (typeof steps)[number],
  Set<string>
>;

beforeAll(async () => {
  stack = await synthesise({ whole: false });
  pipeline = await startPipeline();
  await pipeline.registry.putRound(round);
  const contacts = ['officer@espoo.example', 'deputy@espoo.example'].map((address) => ({ address, language: 'en' }));
  await pipeline.registry.putAuthority({ id: 'espoo', name: 'Espoo', country: 'FI', contacts });
  await pipeline.standings.publish({ ...standingsOf(theSeven), shards: [] });
  await everyWay();
  // Every step there is, after a synthesis.
}, 180_000);
afterAll(async () => {
  await pipeline.stop();
  await stack.remove();
});

/** Of the submission or the notice that a mail names by its reference. */
async function idOf(reference: string): Promise<string> {
  for await (const page of pipeline.erasing().items.all()) {
    const found = page.map(({ pk }) => pk.split('#')[1] ?? '').find((id) => referenceOf(id) === reference);
    if (found !== undefined) return found;
  }
  return '';
}

/**
 * A reminder, with a workbook; a file with evidence too long for the table, the same again, one that is rejected, and two of sheets; a
 * mail with one, without, and of a stranger; a bounce; a mail that cannot go yet, and its sweep.
 */
async function everyWay(): Promise<void> {
  const [ingest, deliver, fetch, receive, track, remind, sweep] = steps.map((step) =>
    recorded(pipeline.newClients(), called[step]),
  ) as [Clients, Clients, Clients, Clients, Clients, Clients, Clients];
  await pipeline.registry.putRound({ ...round, closesAt: new Date(Date.now() + 48 * 3600_000).toISOString() });
  await pipeline.remind(remind);
  await pipeline.deliverWaiting(deliver);
  await pipeline.registry.putRound(round);
  await pipeline.remind(remind);
  const quota = process.env['AWS_SES_ACCOUNT'];
  process.env['AWS_SES_ACCOUNT'] = JSON.stringify(sesAccount({ MaxSendRate: 1, Max24HourSend: 0 }));
  await pipeline.deliverWaiting(deliver);
  process.env['AWS_SES_ACCOUNT'] = quota;
  const metadata = { sender: 'officer@espoo.example' };
  for (const bytes of [await filled(), await filled(), Buffer.from('no workbook')]) {
    await pipeline.ingest(await pipeline.put({ key: 'office/espoo.xlsx', bytes, metadata }), ingest);
    await pipeline.deliverWaiting(deliver);
  }
  const link = Buffer.from('https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit');
  await pipeline.ingest(await pipeline.put({ key: 'office/link', bytes: link, metadata }), ingest);
  const busy = async () => ({ outcome: 'busy', seconds: 0 }) as const;
  await pipeline.fetchWaiting({ address: '', fetch: busy, writeResults: busy }, fetch);
  await pipeline.fetchWaiting(null, fetch);
  const fromSheet = { ...metadata, sheet: '1AbCdEfGhIjKlMnOpQrStUvWxYz', revision: new Date().toISOString() };
  const bytes = await filled('Nothing more');
  await pipeline.ingest(await pipeline.put({ key: 'sheet/1', bytes, metadata: fromSheet }), ingest);
  await pipeline.deliverWaiting(deliver);
  await pipeline.writeTabsWaiting(
    { address: '', fetch: busy, writeResults: busy },
    recorded(pipeline.newClients(), called.write),
  );
  const notAllowed = async () => ({ outcome: 'not allowed', why: 'protected' }) as const;
  await pipeline.writeTabsWaiting(
    { address: '', fetch: busy, writeResults: notAllowed },
    recorded(pipeline.newClients(), called.write),
  );
  await pipeline.follow(remind);
  await pipeline.fetchWaiting(null);
  const from = 'officer@espoo.example';
  const attachments = [{ filename: 'q.csv', content: 'id;answer' }];
  await pipeline.receive(await compose({ from, attachments }), {}, receive);
  await pipeline.receive(await compose({ from }), {}, receive);
  await pipeline.receive(await compose({ from: 'a@stranger.example' }), {}, receive);
  const bounce = { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: from }] };
  const [mail] = await pipeline.mailsTo(from);
  const tags = { submission: [await idOf(/Reference ([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '')] };
  const about = { messageId: mail?.messageId ?? '', timestamp: '2026-01-01T00:00:00Z', tags };
  await pipeline.track({ eventType: 'Bounce', mail: about, bounce }, track);
  await everyRequest(ingest);
  pipeline.advance(2 * 3600);
  await pipeline.sweep(sweep);
  await pipeline.deliverWaiting(deliver);
  await everyImport(deliver);
  await everyReview(deliver);
  await everyQuestionnaire(ingest, deliver);
  await everyForm();
  await pipeline.put({ key: 'registry/lost', bytes: Buffer.from('lost') });
  await pipeline.put({ key: 'review/lost', bytes: Buffer.from('lost') });
  await pipeline.put({ key: 'questionnaires/lost', bytes: Buffer.from('lost') });
  await pipeline.put({ key: 'office/lost', bytes: Buffer.from('lost') });
  const later = new Date(Date.now() + 3_600_000);
  await pipeline.reconcile(later, recorded(pipeline.newClients(), called.reconcile));
  // By another method somebody shows another result, who is told.
  await acceptAnswers({ round, authority: 'vantaa', answerCode: scoredDifferently }, pipeline.rescoring());
  await pipeline.registry.putRound({ ...round, method: 'exact' });
  for (const id of ['2022', 'libraries']) {
    await pipeline.rescore(id, undefined, recorded(pipeline.newClients(), called.rescore));
  }
  const { dynamodb } = recorded(pipeline.newClients(), called.start);
  const starting = {
    registry: dynamoRegistry(dynamodb, 'scorebook-test'),
    standings: dynamoCounters(dynamodb, 'scorebook-test'),
    finals: dynamoFinals(dynamodb, 'scorebook-test'),
    rescorings: { start: async () => '' },
    now: () => new Date(),
  };
  await startRescorings({ at: 'now' }, starting);
  await startRescorings({ at: 'now', finals: true }, starting);
  for (const key of ['office/scanned', 'registry/scanned', 'review/scanned', 'questionnaires/scanned']) {
    const scanned = await pipeline.put({ key, bytes: Buffer.from('scanned') });
    await pipeline.passScanned(scanned, 'NO_THREATS_FOUND', recorded(pipeline.newClients(), called.pass));
  }
  await everyPublication(recorded(pipeline.newClients(), called.publish));
}

/** A round that becomes public, with long evidence; with other standings; and is withdrawn. */
async function everyPublication(own: Clients): Promise<void> {
  const publishing = await startPublishing(pipeline);
  const espoo = await pipeline.store.standing(round, 'espoo');
  const { answerCode = '', evidenceCode = '', submission = '' } = espoo ?? {};
  for (const run of ['2026-01', '2026-02']) {
    await pipeline.registry.putRound({ ...round, publishesResults: true, publishesEvidence: true });
    await publishing.standings('2022', run, [profile('Espoo', answerCode, { evidenceCode, submission })]);
    await publishing.begin(own);
    await publishing.work(own);
  }
  const libraries = await pipeline.registry.round('libraries');
  if (libraries === null) throw new Error('The round of libraries is not registered');
  await pipeline.registry.putRound({ ...libraries, publishesResults: true });
  await publishing.begin(own);
  await publishing.work(own);
  await pipeline.registry.putRound({ ...round, publishesResults: false });
  await publishing.begin(own, new Date(Date.now() + 5000));
}

/** A contact opens the page of a round of the office's own questionnaire. */
async function everyForm(): Promise<void> {
  const portal = pipeline.portal(recorded(pipeline.newClients(), called.portal));
  const of = { authority: 'espoo', contact: 'deputy@espoo.example', round: 'libraries' };
  const address = await portalLink(of, { keys: portal.keys, portal: '', now: () => new Date() });
  const headers = { authorization: `Bearer ${address.split('#')[1]}` };
  const response = await portalApi(portal).request('/api/state', { headers });
  const { counting } = (await response.json()) as { counting: string };
  expect(counting).toBeTruthy();
  expect((await portalApi(portal).request(`/api/submissions/${counting}`, { headers })).status).toBe(200);
}

/** A contact opens the page, gets a form, sends a link to a sheet, and looks at what came of it. */
async function everyRequest(ingest: Clients): Promise<void> {
  const portal = pipeline.portal(recorded(pipeline.newClients(), called.portal));
  const of = { authority: 'espoo', contact: 'deputy@espoo.example', round: '2022' };
  const address = await portalLink(of, { keys: portal.keys, portal: '', now: () => new Date() });
  const app = portalApi(portal);
  const headers = { authorization: `Bearer ${address.split('#')[1]}`, 'content-type': 'application/json' };
  const ask = async (path: string, body?: object): Promise<Record<string, string>> => {
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await app.request(`/api${path}`, { headers, ...sent });
    expect([path, response.status]).toEqual([path, 200]);
    return (await response.json()) as Record<string, string>;
  };
  const { counting } = await ask('/state');
  await ask('/uploads', { fileName: 'x' });
  const { upload = '' } = await ask('/sheets', {
    link: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStU',
  });
  await pipeline.ingest(await pipeline.arrived(upload), ingest);
  await ask(`/uploads/${upload}`);
  await ask(`/submissions/${counting}`);
  await ask(`/submissions/${counting}/workbook`);
  await ask('/workbooks/now');
  await ask('/colleagues', { name: '', address: 'colleague@espoo.example', language: 'fi' });
  await ask('/colleagues/removed', { address: 'colleague@espoo.example' });
  // What is signed is asked of S3 in the name of whoever signed it.
  for (const need of ['s3:GetObject results/results/', 'kms:Decrypt key']) called.portal.add(need);
}

/** A registry workbook that adds, changes and removes; its answer. */
async function everyImport(deliver: Clients): Promise<void> {
  const importing = recorded(pipeline.newClients(), called.import);
  for (const remove of ['', 'yes']) {
    const bytes = rawWorkbook([
      {
        name: 'A',
        rows: [
          ['id', 'name', 'country', 'remove'],
          ['lahti', 'Lahti', 'FI', remove],
        ],
      },
      {
        name: 'C',
        rows: [
          ['authority', 'address'],
          ['lahti', 'a@lahti.example'],
        ],
      },
      {
        name: 'R',
        rows: [
          ['id', 'deadline', 'method'],
          ['2031', '2031-01-01', remove === '' ? 'exact' : 'ucdashboard-2022'],
        ],
      },
    ]);
    await pipeline.importRegistry(await pipeline.put({ key: `registry/${remove}`, bytes }), importing);
    await pipeline.deliverWaiting(deliver);
  }
}

/** A questionnaire of the office is published, a round of it registered, and a file of it scored and told. */
async function everyQuestionnaire(ingest: Clients, deliver: Clients): Promise<void> {
  const bytes = readFileSync('examples/public-libraries.authoring.xlsx');
  const publishing = recorded(pipeline.newClients(), called.questionnaire);
  await pipeline.importQuestionnaire(await pipeline.put({ key: 'questionnaires/1', bytes }), publishing);
  await pipeline.deliverWaiting(deliver);
  const rows = [
    ['Id', 'Opens', 'Questionnaire'],
    ['libraries', '2026-01-01', 'public-libraries@2026'],
  ];
  const rounds = await pipeline.put({ key: 'registry/rounds', bytes: rawWorkbook([{ name: 'R', rows }]) });
  await pipeline.importRegistry(rounds, recorded(pipeline.newClients(), called.import));
  const filled = readFileSync('examples/public-libraries.northwood.xlsx');
  const metadata = { sender: 'officer@espoo.example' };
  await pipeline.ingest(await pipeline.put({ key: 'office/libraries', bytes: filled, metadata }), ingest);
  await pipeline.deliverWaiting(deliver);
  const libraries = await pipeline.registry.round('libraries');
  const { submission = '' } = (libraries && (await pipeline.store.standing(libraries, 'espoo'))) ?? {};
  const heads = ['Round', 'Authority id', 'Question', 'Verified answer', 'Reason', 'Submission'];
  const row = ['libraries', 'espoo', 'Q2', 'None', 'Two have steps', submission];
  const review = await pipeline.put({
    key: 'review/libraries',
    bytes: rawWorkbook([{ name: 'R', rows: [heads, row] }]),
  });
  await pipeline.importReview(review, recorded(pipeline.newClients(), called.review));
}

/** A review that changes an answer, of a file whose evidence lies among the texts; the same again with one more row. */
async function everyReview(deliver: Clients): Promise<void> {
  const reviewing = recorded(pipeline.newClients(), called.review);
  const { submission = '' } = (await pipeline.store.standing(round, 'espoo')) ?? {};
  const heads = ['Round', 'Authority id', 'Question', 'Verified answer', 'Reason', 'Submission'];
  const row = ['2022', 'espoo', '1.1.1', 'No', 'It ended', submission];
  for (const more of [[], ['2022', 'espoo', '1.1.2', 'Yes', 'Seen', submission]]) {
    const bytes = rawWorkbook([{ name: 'R', rows: [heads, row, more] }]);
    await pipeline.importReview(await pipeline.put({ key: `review/${more.length}`, bytes }), reviewing);
    await pipeline.deliverWaiting(deliver);
  }
}

async function filled(more = ' more'): Promise<Uint8Array> {
  const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
  const answers = new Map(
    [...page.answers].map(([id, answer]) => [id, { ...answer, evidence: answer.evidence.padEnd(10_000, more) }]),
  );
  return writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id: 'espoo', name: 'Espoo' },
    round: '2022',
    answers,
    background: page.background,
  });
}

/** Adds the permissions that each call of the clients needs, as `s3:PutObject results/texts/`. */
function recorded(clients: Clients, needs: Set<string>): Clients {
  for (const client of [clients.s3, clients.sqs, clients.dynamodb, clients.ses, clients.entries]) {
    // All clients have the same stack but for the types of their commands.
    const middleware = client.middlewareStack as unknown as S3Client['middlewareStack'];
    middleware.add(
      (next, { commandName = '' }) =>
        (parameters) => {
          for (const need of permissionsFor(commandName, parameters.input)) {
            needs.add(need);
          }
          return next(parameters);
        },
      { step: 'initialize', name: 'needs' },
    );
  }
  return clients;
}

function permissionsFor(command: string, input: object): string[] {
  const action = command.replace(/Command$/, '');
  const written = 'Bucket' in input && 'Key' in input ? objectsOf(String(input.Bucket), String(input.Key)) : '';
  // The inbox is read whatever the key, but for the registry's workbooks, which another function reads.
  const read = written.replace(/^inbox\/(?!registry\/|review\/|questionnaires\/).*/, 'inbox/');
  const objects = action === 'GetObject' ? read : written;
  switch (action) {
    case 'GetObject':
      // The inbox is versioned: its events name a version, which is a permission of its own.
      return [
        `s3:GetObject ${objects}`,
        ...(objects.startsWith('inbox/') ? [`s3:GetObjectVersion ${objects}`] : []),
        'kms:Decrypt key',
      ];
    // Without the key: it asks for the facts of an object, whose content it could not read.
    case 'HeadObject':
      return objects.startsWith('inbox/')
        ? ['s3:GetObject inbox/', 's3:GetObjectVersion inbox/']
        : [`s3:GetObject ${objects}`];
    case 'GetObjectTagging':
      return ['s3:GetObjectTagging inbox/', 's3:GetObjectVersionTagging inbox/'];
    case 'PutObject':
      // The site is public: no key of ours encrypts it.
      return [`s3:PutObject ${objects}`, ...(objects === 'site/' ? [] : ['kms:GenerateDataKey key'])];
    case 'DeleteObjects':
      return ['s3:DeleteObject site/'];
    case 'ListObjectsV2':
      return ['s3:ListBucket site'];
    case 'DescribeKeyValueStore':
    case 'GetKey':
    case 'UpdateKeys':
      return [`cloudfront-keyvaluestore:${action} entries`];
    case 'SendMessage':
      return [`sqs:SendMessage ${'QueueUrl' in input ? String(input.QueueUrl).split('/').at(-1) : ''}`];
    case 'GetAccount':
      return ['ses:GetAccount anything'];
    case 'ListObjectVersions':
      return ['s3:ListBucketVersions inbox'];
    case 'SendEmail':
      return ['SendEmail', 'SendRawEmail'].flatMap((action) => [
        `ses:${action} identity`,
        `ses:${action} configuration-set`,
      ]);
    default:
      return [`dynamodb:${action} table`];
  }
}

/** What is written lies under a prefix of ours; of the registry's, plans and answers have one each. SES names the mails. */
function objectsOf(bucket: string, key: string): string {
  const name = bucket.split('-').at(-1);
  if (name === 'mail' || name === 'site') return `${name}/`;
  const [first, second] = key.split('/');
  return first === 'registry' && name === 'results' ? `${name}/registry/${second}/` : `${name}/${first}/`;
}

const targets: readonly (readonly [RegExp, string])[] = [
  [/^"\*"$/, 'anything'],
  [/BucketsMail.*"\/\*"/, 'mail/'],
  [/BucketsInbox.*"\/mail\/\*"/, 'inbox/mail/'],
  [/BucketsInbox.*"\/page\/\*"/, 'inbox/page/'],
  [/^\{"Fn::GetAtt":\["BucketsMail\w+","Arn"\]\}$/, 'mail'],
  [/BucketsInbox.*"\/\*"/, 'inbox/'],
  [/BucketsInbox.*"\/registry\/\*"/, 'inbox/registry/'],
  [/BucketsInbox.*"\/review\/\*"/, 'inbox/review/'],
  [/BucketsInbox.*"\/questionnaires\/\*"/, 'inbox/questionnaires/'],
  [/BucketsResults.*"\/registry\/plans\/\*"/, 'results/registry/plans/'],
  [/BucketsResults.*"\/registry\/answers\/\*"/, 'results/registry/answers/'],
  [/BucketsInbox.*"\/sheet\/\*"/, 'inbox/sheet/'],
  [/BucketsResults.*"\/texts\/\*"/, 'results/texts/'],
  [/BucketsResults.*"\/definitions\/\*"/, 'results/definitions/'],
  [/BucketsResults.*"\/results\/\*"/, 'results/results/'],
  [/BucketsResults.*"\/standings\/\*"/, 'results/standings/'],
  [/^\{"Fn::GetAtt":\["BucketsResults\w+","Arn"\]\}$/, 'results'],
  [/PublishingSiteBucket.*"\/\*"/, 'site/'],
  [/^\{"Fn::GetAtt":\["PublishingSiteBucket\w+","Arn"\]\}$/, 'site'],
  [/^\{"Fn::GetAtt":\["PublishingSiteEntries\w+","Arn"\]\}$/, 'entries'],
  [/^\{"Fn::GetAtt":\["PublishingHoursWorkQueue\w+","Arn"\]\}$/, 'publications'],
  [/^\{"Fn::GetAtt":\["BucketsInbox\w+","Arn"\]\}$/, 'inbox'],
  [/^\{"Fn::GetAtt":\["BucketsKey\w+","Arn"\]\}$/, 'key'],
  [/^\{"Fn::GetAtt":\["Table\w+","Arn"\]\}$/, 'table'],
  [/^\{"Fn::GetAtt":\["SubmissionsQueue\w+","Arn"\]\}$/, 'submissions'],
  [/^\{"Fn::GetAtt":\["MalwareScanScansQueue\w+","Arn"\]\}$/, 'scans'],
  [/^\{"Fn::GetAtt":\["RegistryQueue\w+","Arn"\]\}$/, 'registry'],
  [/^\{"Fn::GetAtt":\["ReviewsQueue\w+","Arn"\]\}$/, 'reviews'],
  [/^\{"Fn::GetAtt":\["QuestionnairesQueue\w+","Arn"\]\}$/, 'questionnaires'],
  [/^\{"Fn::GetAtt":\["RegisteringHoursWorkQueue\w+","Arn"\]\}$/, 'reconciliations'],
  [/^\{"Fn::GetAtt":\["RescoringNightsWorkQueue\w+","Arn"\]\}$/, 'rescorings'],
  [/^\{"Ref":"RescoringMachine\w+"\}$/, 'machine'],
  [/^\{"Fn::GetAtt":\["DeliveriesQueue\w+","Arn"\]\}$/, 'deliveries'],
  [/^\{"Fn::GetAtt":\["Mail\w+WorkQueue\w+","Arn"\]\}$/, 'own queue'],
  [/^\{"Fn::GetAtt":\["SheetsQueue\w+","Arn"\]\}$/, 'sheets'],
  [/^\{"Fn::GetAtt":\["ResultsTabsQueue\w+","Arn"\]\}$/, 'results-tabs'],
  [
    /^\{"Fn::GetAtt":\["\w*(ServePortal|IngestSubmission|DeliverResults|FetchSheet|WriteResultsTab|ImportRegistry|ImportReview|ImportQuestionnaire|ReconcileInbox|PublishDashboard|PassScanned|RescoreRound|StartRescoring|Mail\w+)Logs\w+","Arn"\]\}$/,
    'own log',
  ],
  [/:identity\/.*MailerIdentity/, 'identity'],
  [/:configuration-set\/scorebook-example"/, 'configuration-set'],
];

/** A resource none of the targets above is itself: it is then in no expectation. */
const targetOf = (resource: unknown): string => {
  const text = JSON.stringify(resource);
  return targets.find(([pattern]) => pattern.test(text))?.[1] ?? text;
};

const allowed = (construct: string): string[] =>
  stack
    .roleStatements(construct)
    .flatMap(({ Action, Resource }) =>
      listed(Action).flatMap((action) => [Resource].flat().map((resource) => `${action} ${targetOf(resource)}`)),
    );

const logging = [
  ...['logs:CreateLogStream own log', 'logs:PutLogEvents own log'],
  // The stage has tracing on.
  ...['xray:PutTelemetryRecords anything', 'xray:PutTraceSegments anything'],
];
/** What Lambda itself does in a function's name. */
const hosting = (queue: string): string[] => [
  ...logging,
  ...['ReceiveMessage', 'ChangeMessageVisibility', 'GetQueueUrl', 'DeleteMessage', 'GetQueueAttributes'].map(
    (action) => `sqs:${action} ${queue}`,
  ),
];

const sorted = (texts: Iterable<string>): string[] => [...new Set(texts)].sort();

test('ingest-submission may do what it does, and nothing more', () => {
  // It lists the inbox only to be told that a file is gone, instead of being refused.
  const expected = [...called.ingest, ...hosting('submissions'), 's3:ListBucket inbox'];
  expect(sorted(allowed('IngestSubmission'))).toEqual(sorted(expected));
});

test('import-registry may do what it does, and nothing more: of the inbox it reads registry workbooks alone', () => {
  const expected = [...called.import, ...hosting('registry'), 's3:ListBucket inbox'];
  expect(sorted(allowed('RegisteringImportRegistry'))).toEqual(sorted(expected));
});

test('import-review may do what it does, and nothing more: of the inbox it reads review workbooks alone', () => {
  const expected = [...called.review, ...hosting('reviews'), 's3:ListBucket inbox'];
  expect(sorted(allowed('RegisteringImportReview'))).toEqual(sorted(expected));
});

test('import-questionnaire may do what it does, and nothing more: of the inbox it reads authoring workbooks alone', () => {
  const expected = [...called.questionnaire, ...hosting('questionnaires'), 's3:ListBucket inbox'];
  expect(sorted(allowed('RegisteringImportQuestionnaire'))).toEqual(sorted(expected));
});

test('reconcile-inbox may do what it does, and nothing more: it reads no file, and gets none past the scan', () => {
  const sends = [...called.reconcile].map((need) => need.replace(/^sqs:SendMessage \w+$/, 'sqs:SendMessage scans'));
  const expected = [...sends, ...hosting('reconciliations')];
  expect(sorted(allowed('RegisteringReconcileInbox'))).toEqual(sorted(expected));
});

test('publish-dashboard may do what it does, and nothing more: it reads no original and no results workbook', () => {
  // It lists the results only to be told that a shard is gone, instead of being refused.
  const expected = [
    ...called.publish,
    // Of a round of an office's own questionnaire.
    's3:GetObject results/definitions/',
    ...hosting('publications'),
    's3:ListBucket results',
  ];
  expect(sorted(allowed('PublishingPublishDashboard'))).toEqual(sorted(expected));
  expect(called.publish).toContain('s3:GetObject results/texts/');
});

test('pass-scanned may do what it does, and nothing more: it cannot read a file', () => {
  // It lists the inbox only to be told that a file is gone, instead of being refused.
  const expected = [...called.pass, ...hosting('scans'), 's3:ListBucket inbox'];
  expect(sorted(allowed('MalwareScanPassScanned'))).toEqual(sorted(expected));
});

test('deliver-results may do what it does, and nothing more: it cannot read the inbox', () => {
  // It lists the results only to be told that something is gone, instead of being refused.
  const expected = [...called.deliver, ...hosting('deliveries'), 's3:ListBucket results'];
  expect(sorted(allowed('DeliverResults'))).toEqual(sorted(expected));
  expect(allowed('DeliverResults').filter((permission) => permission.includes('inbox'))).toEqual([]);
});

test.each([
  // It lists the mails only to be told that one is gone, instead of being refused.
  ['receive-mail', 'MailReceiveMail', 'receive', ['s3:ListBucket mail']],
  ['track-mail', 'MailTrackMail', 'track', []],
  ['remind-authorities', 'MailRemindAuthorities', 'remind', []],
  ['sweep-outbox', 'MailSweepOutbox', 'sweep', []],
] as const)('%s may do what it does, and nothing more', (_, construct, step, besides) => {
  const expected = [...called[step], ...hosting('own queue'), ...besides];
  expect(sorted(allowed(construct))).toEqual(sorted(expected));
});

test('what each function may do is tested', () => {
  const tests = readFileSync(new URL(import.meta.url), 'utf8');
  expect(functionNames.filter((name) => !new RegExp(`['[]${name}(',| may )`).test(tests))).toEqual([]);
});

test('rescore-round may do what it does, and nothing more: it reads standings, and no answer of anybody beside them', () => {
  const expected = [
    ...called.rescore,
    // Of a round that authorities have declined.
    'dynamodb:BatchGetItem table',
    // Of a round of an office's own questionnaire.
    's3:GetObject results/definitions/',
    // When standings were published, the site is looked at.
    'sqs:SendMessage publications',
    ...logging,
    's3:ListBucket results',
  ];
  expect(sorted(allowed('RescoringRescoreRound'))).toEqual(sorted(expected));
});

test('start-rescoring may list the rounds and start re-scorings, and nothing more', () => {
  const expected = [...called.start, ...hosting('rescorings'), 'states:StartExecution machine'];
  expect(sorted(allowed('RescoringStartRescoring'))).toEqual(sorted(expected));
});

test('fetch-sheet may put sheets into the inbox, put off what Google cannot do now, and nothing more: it cannot read a file', () => {
  expect(sorted(allowed('FetchSheet'))).toEqual(sorted([...called.fetch, ...hosting('sheets')]));
  expect(called.fetch).toContain('s3:PutObject inbox/sheet/');
});

test('serve-portal may do what it does, and nothing more: it reads no file and takes nothing away but contacts', () => {
  expect(sorted(allowed('PortalServePortal'))).toEqual(
    sorted([
      ...called.portal,
      // Of a round of an office's own questionnaire, and of long evidence in a workbook that comes filled in.
      ...['s3:GetObject results/definitions/', 's3:GetObject results/texts/'],
      ...logging,
    ]),
  );
  expect(allowed('PortalServePortal').filter((permission) => /Delete|GetObject inbox/.test(permission))).toEqual([
    'dynamodb:DeleteItem table',
  ]);
  const deleting = stack.roleStatements('PortalServePortal').find(({ Action }) => Action === 'dynamodb:DeleteItem');
  expect(deleting?.Condition).toEqual({
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CONTACT#*'] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  });
});

test('write-results-tab may do nothing in AWS but take its messages, put them off, note what a sheet does not take, and log', () => {
  expect(sorted(allowed('WriteResultsTab'))).toEqual(sorted([...called.write, ...hosting('results-tabs')]));
  expect([...called.write].filter((one) => !one.startsWith('kms:'))).toEqual([
    'sqs:SendMessage results-tabs',
    's3:PutObject inbox/sheet/',
  ]);
});
