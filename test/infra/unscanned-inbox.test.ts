import { App, Stack } from 'aws-cdk-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { SubmissionBuckets } from '../../infra/constructs/submission-buckets.ts';
import { WorkQueue } from '../../infra/constructs/work-queue.ts';
import { flags } from '../../infra/stacks/scorebook-app.ts';
import { stageSettings } from '../../infra/stages.ts';
import { registryPrefix, reviewPrefix, submissionPrefixes } from '../../shared/config/object-keys.ts';
import { channels } from '../../shared/domain/submissions/submission.ts';
import { named, property, type Resource, statementsOf } from './synthesised.ts';

let resources: Record<string, Resource>;
beforeAll(() => {
  const app = new App({ analyticsReporting: false, builtinCloudFormationValidation: false, context: flags });
  const stack = new Stack(app, 'Stack');
  const told = { submissions: submissionPrefixes, registry: [registryPrefix], reviews: [reviewPrefix] };
  const settings = { ...stageSettings('local'), malwareScan: false };
  new SubmissionBuckets(stack, 'Buckets', {
    pageOrigin: null,
    stage: 'local',
    settings,
    notify: Object.entries(told).map(([name, prefixes]) => ({
      queue: new WorkQueue(stack, name, { name, timeoutSeconds: 60 }).queue,
      prefixes,
    })),
  });
  resources = app.synth().getStackByName('Stack').template.Resources;
});

const found = (type: string, is: (one: Resource) => boolean): [string, Resource] => {
  const one = Object.entries(resources).find(([, resource]) => resource.Type === type && is(resource));
  if (one === undefined) throw new Error(`The template has no such ${type}`);
  return one;
};
const queue = (name: string) => found('AWS::SQS::Queue', (one) => property(one, 'QueueName') === name)[0];
const inbox = () => found('AWS::S3::Bucket', (one) => property(one, 'NotificationConfiguration') !== undefined)[1];

describe('an inbox that nobody scans', () => {
  test('tells its queues of each file, by the prefix of its way in', () => {
    const told = (prefix: string, of: string) => ({
      Event: 's3:ObjectCreated:*',
      Queue: { 'Fn::GetAtt': [queue(of), 'Arn'] },
      Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: prefix }] } },
    });
    expect(property(inbox(), 'NotificationConfiguration')).toEqual({
      QueueConfigurations: [
        ...channels.map((channel) => told(`${channel}/`, 'submissions')),
        told('registry/', 'registry'),
        told('review/', 'reviews'),
      ],
    });
  });

  test.each(['submissions', 'registry', 'reviews'])(
    'may tell the queue %s, by a policy that is there before it',
    (name) => {
      const [prefix, account] = (property(inbox(), 'BucketName') as { 'Fn::Join': [string, [string, unknown]] })[
        'Fn::Join'
      ][1];
      const [policyId, policy] = found('AWS::SQS::QueuePolicy', (one) =>
        [property(one, 'Queues')].flat().map(named).includes(queue(name)),
      );
      expect(statementsOf(policy).filter(({ Effect }) => Effect === 'Allow')).toMatchObject([
        {
          Principal: { Service: 's3.amazonaws.com' },
          Action: expect.arrayContaining(['sqs:SendMessage']),
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: {
              'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::${prefix}`, account]] },
            },
          },
        },
      ]);
      expect(inbox().DependsOn).toContain(policyId);
    },
  );
});
