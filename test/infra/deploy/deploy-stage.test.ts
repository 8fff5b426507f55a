import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ChangePlan, planChanges, planLines, type Template } from '../../../infra/deploy/change-plan.ts';
import { deployStage } from '../../../infra/deploy/deploy-stage.ts';
import { scorebookApp } from '../../../infra/stacks/scorebook-app.ts';
import { type StageSettings, stageSettings } from '../../../infra/stages.ts';
import { production } from './production.ts';

let folder: string;
let cloudFormation: Server;
/** What CloudFormation says of the stack. */
let answer: { readonly status: string; readonly template?: string } | null;
let log = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deploy-'));
  await writeFile(join(folder, 'production.json'), JSON.stringify(production));
  cloudFormation = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const [status, xml] = said(new URLSearchParams(body).get('Action') ?? '');
    response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
  });
  await new Promise<void>((resolve) => cloudFormation.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  cloudFormation.close();
  await rm(folder, { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** As the query protocol of CloudFormation answers: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference */
function said(action: string): [status: number, xml: string] {
  if (answer === null) {
    const message = 'Stack with id Scorebook-production does not exist';
    return [
      400,
      `<ErrorResponse><Error><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`,
    ];
  }
  const result =
    action === 'DescribeStacks'
      ? `<Stacks><member><StackName>s</StackName><StackStatus>${answer.status}</StackStatus></member></Stacks>`
      : `<TemplateBody>${answer.template?.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</TemplateBody>`;
  return [200, `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`];
}

/** Runs the command with credentials, in a process without a terminal. */
async function deploy(options: Partial<Parameters<typeof deployStage>[0]>, credentials = true): Promise<number> {
  vi.stubEnv('AWS_ENDPOINT_URL_CLOUDFORMATION', `http://127.0.0.1:${(cloudFormation.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials ? 'key' : undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials ? 'secret' : undefined);
  log = '';
  vi.spyOn(console, 'log').mockImplementation((line) => {
    log += `${line}\n`;
  });
  const outdir = await mkdtemp(join(folder, 'out-'));
  return deployStage({ stage: 'production', folder, outdir, bundle: false, ...options });
}

const templateOf = async (settings: Partial<StageSettings> = {}, first = false): Promise<Template> => {
  const outdir = await mkdtemp(join(folder, 'out-'));
  const own = { ...stageSettings('production', {}, folder), ...settings };
  const app = scorebookApp({ stage: 'production', settings: own, first, outdir, bundle: false, check: false });
  return app.synth().getStackByName('Scorebook-production').template;
};
const types = (changes: ChangePlan['removed']): string[] => [...new Set(changes.map(({ type }) => type))].sort();

describe('what a deployment changes', () => {
  test('is nothing when it is deployed already', async () => {
    answer = { status: 'UPDATE_COMPLETE', template: JSON.stringify(await templateOf()) };
    expect(await deploy({ yes: true })).toBe(0);
    expect(log).toBe('Compared with the stack Scorebook-production in eu-north-1:\nNothing changes.\n');
  });

  test('shows each resource that a part takes away which is switched off, and is deployed by nobody who cannot confirm it', async () => {
    const scanned = await templateOf({ malwareScan: true });
    answer = { status: 'UPDATE_ROLLBACK_COMPLETE', template: JSON.stringify(scanned) };
    await expect(deploy({ yes: true })).rejects.toThrow('Something goes with this');
    expect(log).toContain('REMOVED');
    expect(log).toMatch(/- AWS::GuardDuty::MalwareProtectionPlan MalwareScanPlan/);
    const plan = planChanges(scanned, await templateOf());
    expect(types(plan.removed)).toEqual([
      ...['AWS::CloudWatch::Alarm', 'AWS::Events::Rule', 'AWS::GuardDuty::MalwareProtectionPlan', 'AWS::IAM::Policy'],
      ...['AWS::IAM::Role', 'AWS::Lambda::EventSourceMapping', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup'],
      ...['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'],
    ]);
    expect(plan.replaced).toEqual([]);
  });

  test('tells what is deleted from what stays behind, and from what is made anew', () => {
    const queue = (QueueName: string, more: object = {}) => ({
      Type: 'AWS::SQS::Queue',
      Properties: { QueueName },
      ...more,
    });
    const kept = { DeletionPolicy: 'RetainExceptOnCreate' };
    const plan = planChanges(
      { Resources: { A: queue('a'), B: queue('b', kept), C: queue('c'), D: queue('d') } },
      {
        Resources: {
          C: queue('other'),
          D: { ...queue('d'), Properties: { QueueName: 'd', DelaySeconds: 1 } },
          E: queue('e'),
        },
      },
    );
    expect(planLines(plan)).toEqual([
      ...['Added (1):', '  + AWS::SQS::Queue E', 'Changed (1):', '  ~ AWS::SQS::Queue D: DelaySeconds'],
      ...['Replaced, or perhaps replaced: what they hold is lost (1):', '  ! AWS::SQS::Queue C: QueueName'],
      ...['No longer part of the stack; they stay, with what they hold (1):', '  - AWS::SQS::Queue B'],
      ...['REMOVED (1):', '  - AWS::SQS::Queue A'],
    ]);
  });

  test.each(['', 'ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS', 'ROLLBACK_FAILED'])(
    'is everything when there is no stack yet, or one whose first deployment failed: "%s"',
    async (status) => {
      answer = status === '' ? null : { status };
      expect(await deploy({ plan: true })).toBe(0);
      expect(log).toContain('There is no stack Scorebook-production in eu-north-1 yet');
      expect(log).toContain('+ 5 AWS::S3::Bucket\n');
    },
  );

  test('is told without credentials by the template that was kept of the last deployment, and only told', async () => {
    await writeFile(join(folder, 'production.deployed.json'), JSON.stringify(await templateOf({ portal: null })));
    expect(await deploy({ plan: true }, false)).toBe(0);
    expect(log).toMatch(/no AWS credentials. Compared with the template of the last deployment/);
    expect(log).toMatch(/\+ AWS::CloudFront::Distribution Portal/);
    await expect(deploy({}, false)).rejects.toThrow('This shell has no AWS credentials');
    await expect(deploy({ template: 'x' }, false)).rejects.toThrow('--template only works with --plan');
  });
});

type Declared = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };
const resourcesOf = async (settings: Partial<StageSettings>): Promise<Declared[]> =>
  Object.values((await templateOf(settings))['Resources'] as Record<string, Declared>);

describe('a stage that is restored', () => {
  test('paused works on nothing: every trigger and every schedule is off, and nobody is answered', async () => {
    const of = async (paused: boolean) => {
      const resources = await resourcesOf({ paused });
      const values = (type: string, name: string) =>
        resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties[name]);
      return {
        triggers: new Set(values('AWS::Lambda::EventSourceMapping', 'Enabled')),
        schedules: new Set(values('AWS::Scheduler::Schedule', 'State')),
        reserved: values('AWS::Lambda::Function', 'ReservedConcurrentExecutions').filter((one) => one !== undefined),
      };
    };
    expect(await of(true)).toEqual({
      ...{ triggers: new Set([false]), schedules: new Set(['DISABLED']), reserved: [0, 0] },
    });
    expect(await of(false)).toEqual({
      ...{ triggers: new Set([undefined]), schedules: new Set(['ENABLED']), reserved: [] },
    });
  });

  test('reads and writes the table that its settings name, and leaves its own as it is', async () => {
    const [own, restored] = [await templateOf(), await templateOf({ restoredTable: 'scorebook-restored' })];
    const plan = planChanges(own, restored);
    expect(types(plan.left)).toEqual(['AWS::DynamoDB::Table']);
    expect([plan.added, plan.removed, plan.replaced]).toEqual([[], [], []]);
    const functions = (await resourcesOf({ restoredTable: 'scorebook-restored' })).filter(
      ({ Type }) => Type === 'AWS::Lambda::Function',
    );
    const tables = functions.map(
      ({ Properties }) => (Properties['Environment'] as { Variables: Record<string, unknown> }).Variables['TABLE_NAME'],
    );
    expect(new Set(tables.filter((one) => one !== undefined))).toEqual(new Set(['scorebook-restored']));
    expect(JSON.stringify(restored)).toContain(':table/scorebook-restored');
  });
});

describe('a stage that is only to look at', () => {
  test.each(['example', 'local'])('%s cannot be deployed', async (stage) => {
    answer = null;
    const settings = stage === 'example' ? JSON.parse(await readFile('stages/example.json', 'utf8')) : null;
    if (settings !== null) await writeFile(join(folder, 'example.json'), JSON.stringify(settings));
    await expect(deploy({ stage, yes: true })).rejects.toThrow(/is only to look at|runs on this machine only/);
  });

  test('belongs to an account that nobody has, which CDK holds against the credentials', async () => {
    const outdir = await mkdtemp(join(folder, 'out-'));
    const { environment } = scorebookApp({ stage: 'example', outdir, bundle: false, check: false })
      .synth()
      .getStackByName('Scorebook-example');
    expect(environment).toMatchObject({ account: '000000000000', region: 'eu-north-1' });
  });
});

describe('the first deployment', () => {
  const scanned = { malwareScan: true } as const;

  test('makes nothing that it could not take back; the step after it protects the table and adds what writes into buckets', async () => {
    const [first, whole] = [await templateOf(scanned, true), await templateOf(scanned)];
    const { added, changed, ...others } = planChanges(first, whole);
    expect(types(added)).toEqual(['AWS::GuardDuty::MalwareProtectionPlan', 'AWS::SES::ReceiptRule']);
    expect(changed).toMatchObject([
      // SES may write into it from then on.
      { type: 'AWS::S3::BucketPolicy', id: expect.stringMatching(/^BucketsMail/) },
      { type: 'AWS::DynamoDB::Table', properties: ['DeletionProtectionEnabled'] },
    ]);
    expect(others).toEqual({ replaced: [], removed: [], left: [] });
  });

  test('is taken back with all that it made, and what stands is kept whatever happens to the stack', async () => {
    const { Resources } = (await templateOf(scanned, true)) as {
      Resources: Record<string, { Type: string; DeletionPolicy?: string; UpdateReplacePolicy?: string }>;
    };
    const kept = Object.values(Resources).filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete');
    expect(kept.map(({ Type }) => Type).sort()).toEqual([
      ...['AWS::DynamoDB::Table', 'AWS::KMS::Key', ...Array(5).fill('AWS::S3::Bucket')],
    ]);
    for (const { DeletionPolicy, UpdateReplacePolicy } of kept) {
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['RetainExceptOnCreate', 'Retain']);
    }
  });

  test('is of a stack that can be deleted, which it cannot be later', () => {
    const protectedIn = (first: boolean) =>
      scorebookApp({ stage: 'example', first, bundle: false, check: false }).synth().getStackByName('Scorebook-example')
        .terminationProtection;
    expect([protectedIn(true), protectedIn(false)]).toEqual([false, true]);
  });
});
