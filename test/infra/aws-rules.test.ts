import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scorebookApp } from '../../infra/stacks/scorebook-app.ts';
import { stageSettings } from '../../infra/stages.ts';
import { property, type Resource } from './synthesised.ts';

/**
 * Limits of AWS that a deployment would show, and where AWS says them. The stage has the longest name that a stage may have: what
 * fits here fits for every one.
 */
const stage = 's'.repeat(20);
const docs = 'https://docs.aws.amazon.com';
let folder: string;
let template: { readonly Resources: Readonly<Record<string, Resource>>; readonly Outputs: object };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'));
  const settings = stageSettings('example', {});
  const app = scorebookApp({ stage, settings, outdir: folder, bundle: false, check: false });
  template = app.synth().getStackByName(`Scorebook-${stage}`).template;
});
afterAll(() => rm(folder, { recursive: true }));

const all = (type: string): Resource[] => Object.values(template.Resources).filter(({ Type }) => Type === type);
/** A name with the account put in. */
const named = (value: unknown): string => {
  const { 'Fn::Join': join } = (value ?? {}) as { 'Fn::Join'?: [string, unknown[]] };
  return join === undefined
    ? String(value)
    : join[1].map((part) => (typeof part === 'string' ? part : '0'.repeat(12))).join('');
};
const numbers = (type: string, path: string): number[] =>
  all(type).flatMap((one) => (property(one, path) === undefined ? [] : [Number(property(one, path))]));

describe.each([
  ['AWS::S3::Bucket', 'BucketName', 63, `${docs}/AmazonS3/latest/userguide/bucketnamingrules.html`],
  ['AWS::Lambda::Function', 'FunctionName', 64, `${docs}/lambda/latest/api/API_CreateFunction.html`],
  ['AWS::SQS::Queue', 'QueueName', 80, `${docs}/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html`],
  ['AWS::Scheduler::Schedule', 'Name', 64, `${docs}/scheduler/latest/APIReference/API_CreateSchedule.html`],
  ['AWS::Scheduler::ScheduleGroup', 'Name', 64, `${docs}/scheduler/latest/APIReference/API_CreateScheduleGroup.html`],
  ['AWS::SES::ReceiptRuleSet', 'RuleSetName', 64, `${docs}/ses/latest/APIReference/API_CreateReceiptRuleSet.html`],
  ['AWS::SES::ReceiptRule', 'Rule.Name', 64, `${docs}/ses/latest/APIReference/API_ReceiptRule.html`],
  ['AWS::SES::ConfigurationSet', 'Name', 64, `${docs}/ses/latest/APIReference-V2/API_CreateConfigurationSet.html`],
  ['AWS::IAM::Role', 'RoleName', 64, `${docs}/IAM/latest/APIReference/API_CreateRole.html`],
  ['AWS::Events::Rule', 'Name', 64, `${docs}/eventbridge/latest/APIReference/API_PutRule.html`],
  [
    'AWS::StepFunctions::StateMachine',
    'StateMachineName',
    80,
    `${docs}/step-functions/latest/apireference/API_CreateStateMachine.html`,
  ],
  ['AWS::CloudFront::KeyValueStore', 'Name', 64, `${docs}/cloudfront/latest/APIReference/API_CreateKeyValueStore.html`],
  ['AWS::CloudFront::Function', 'Name', 64, `${docs}/cloudfront/latest/APIReference/API_CreateFunction.html`],
  ['AWS::CloudWatch::Alarm', 'AlarmName', 255, `${docs}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`],
  [
    'AWS::CloudWatch::Alarm',
    'AlarmDescription',
    1024,
    `${docs}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
  ],
])('%s, %s', (type, path, most, source) => {
  test(`has ${most} characters at most, of any stage (${source})`, () => {
    const names = all(type).flatMap((one) => (property(one, path) === undefined ? [] : [named(property(one, path))]));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => name.length > most)).toEqual([]);
  });
});

test(`a stack has 500 resources, 200 outputs and 1 MB at most (${docs}/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html)`, async () => {
  expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
  expect(Object.keys(template.Outputs).length).toBeLessThanOrEqual(200);
  const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.template.json'));
  expect((await readFile(join(folder, file))).length).toBeLessThanOrEqual(1_000_000);
});

test(`an alarm looks back a day at most, and seven days by periods of an hour (${docs}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html)`, () => {
  for (const alarm of all('AWS::CloudWatch::Alarm')) {
    const [period, periods] = [Number(property(alarm, 'Period')), Number(property(alarm, 'EvaluationPeriods'))];
    expect(period * periods).toBeLessThanOrEqual(period < 3600 ? 86_400 : 7 * 86_400);
    expect(Number(property(alarm, 'DatapointsToAlarm') ?? periods)).toBeLessThanOrEqual(periods);
  }
});

test(`a queue keeps a message for 14 days, hides it for 12 hours and delays it for 15 minutes at most (${docs}/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html)`, () => {
  expect(Math.max(...numbers('AWS::SQS::Queue', 'MessageRetentionPeriod'))).toBeLessThanOrEqual(1_209_600);
  expect(Math.max(...numbers('AWS::SQS::Queue', 'VisibilityTimeout'))).toBeLessThanOrEqual(43_200);
  expect(Math.max(...numbers('AWS::SQS::Queue', 'DelaySeconds'))).toBeLessThanOrEqual(900);
});

test(`a queue feeds 2 to 1,000 instances (${docs}/lambda/latest/api/API_ScalingConfig.html)`, () => {
  const limits = numbers('AWS::Lambda::EventSourceMapping', 'ScalingConfig.MaximumConcurrency');
  expect(limits.length).toBe(all('AWS::Lambda::EventSourceMapping').length);
  expect(limits.filter((one) => one < 2 || one > 1000)).toEqual([]);
});

test(`a function runs for 15 minutes at most, and its environment has 4 KB (${docs}/lambda/latest/dg/gettingstarted-limits.html)`, () => {
  expect(Math.max(...numbers('AWS::Lambda::Function', 'Timeout'))).toBeLessThanOrEqual(900);
  for (const one of all('AWS::Lambda::Function')) {
    const variables = Object.entries(property(one, 'Environment.Variables') as Record<string, unknown>);
    // A reference becomes an address or an ARN of some hundred characters.
    const size = variables.reduce(
      (sum, [name, value]) => sum + name.length + (typeof value === 'string' ? value.length : 200),
      0,
    );
    expect(size).toBeLessThanOrEqual(4096);
  }
});

test(`a role's own policies have 10,240 characters together (${docs}/IAM/latest/UserGuide/reference_iam-quotas.html)`, () => {
  for (const policy of all('AWS::IAM::Policy')) {
    expect(JSON.stringify(property(policy, 'PolicyDocument')).length).toBeLessThanOrEqual(10_240);
  }
});

test('the example profiles name each action, none of them all, and the one that reads may only read', async () => {
  const profiles = await readdir('docs/profiles');
  expect(profiles.sort()).toEqual(['office.json', 'operator.json', 'read-only.json', 'reviewer.json']);
  for (const profile of profiles) {
    const { Version, Statement } = JSON.parse(await readFile(join('docs/profiles', profile), 'utf8'));
    expect(Version).toBe('2012-10-17');
    const actions = (Statement as { Action: string[] }[]).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    if (profile !== 'read-only.json') continue;
    expect(actions.filter((action) => !/:(Get|BatchGet|Query|List|Describe|Decrypt)/.test(action))).toEqual([]);
  }
});
