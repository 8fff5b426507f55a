import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { madePrefixes } from '../../shared/config/object-keys.ts';
import type { StageSettings } from '../stages.ts';
import type { BenchmarkTable } from './benchmark-table.ts';
import { BundledFunction } from './bundled-function.ts';
import { Clock, everyNight, hourlyAtTen } from './clock.ts';
import { deadLetters } from './declared-alarms.ts';
import { QueueFunction } from './queue-function.ts';
import { RescoringMachine } from './rescoring-machine.ts';
import type { SubmissionBuckets } from './submission-buckets.ts';
import type { WorkQueue } from './work-queue.ts';

export interface RescoringStepsProps {
  readonly stage: string;
  readonly settings: StageSettings;
  readonly buckets: SubmissionBuckets;
  readonly table: BenchmarkTable;
  readonly deliveries: Queue;
  readonly publications: Queue;
}

/** A shard of a thousand authorities takes seconds; one of a hundred thousand, which nobody should have, minutes. */
const rescoringSeconds = 900;

/** Every night, after what the office changes, and when it says so: each round is scored again, ranked, and published. */
export class RescoringSteps extends Construct {
  readonly rescorings: WorkQueue;
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: RescoringStepsProps) {
    super(scope, id);
    const { stage, settings, buckets, table, deliveries, publications } = props;
    const { logRetentionDays, tracing } = settings;
    const { tableName, tableArn } = table.table;
    const worker = new BundledFunction(this, 'RescoreRound', {
      functionName: 'rescore-round',
      stage,
      timeoutSeconds: rescoringSeconds,
      logRetentionDays,
      environment: {
        TABLE_NAME: tableName,
        RESULTS_BUCKET: buckets.results.bucketName,
        DELIVERIES_QUEUE_URL: deliveries.queueUrl,
        PUBLICATIONS_QUEUE_URL: publications.queueUrl,
      },
    });
    worker.allow(
      ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action}`),
      [tableArn],
    );
    const objects = ['s3:GetObject', 's3:PutObject'];
    worker.allowObjects(objects, buckets.results, madePrefixes.standings, 'Standings are named by their hash.');
    worker.allowObjects(
      ['s3:GetObject'],
      buckets.results,
      madePrefixes.definitions,
      'Definitions are named by their hash.',
    );
    // Without the right to list, S3 answers 403 for what is not there yet.
    worker.allow(['s3:ListBucket'], [buckets.results.bucketArn]);
    worker.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [buckets.key.keyArn]);
    worker.allow(['sqs:SendMessage'], [deliveries.queueArn, publications.queueArn]);

    const { machine } = new RescoringMachine(this, 'Machine', {
      name: `scorebook-${stage}-rescore-round`,
      worker: worker.lambda,
      logRetentionDays,
      tracing,
    });
    const nights = new Clock(this, 'Nights', {
      stage,
      of: 'rescorings',
      at: everyNight,
      missedAfter: 26,
      lost: 'rounds were not scored again for more than a day, and nothing says why: ranks and averages do not change.',
      remedy:
        'read the log of start-rescoring; if it has no line of this night, look at the schedule and its queue. Then run scorebook rescore.',
      description: 'Scores every round again that is open or was lately',
      timeoutSeconds: 60,
      // Shards are read from any copy of the table: by then each of them has what was changed before it was asked for.
      delaySeconds: 3,
    });
    nights.strikes(
      'Finals',
      {
        stage,
        of: 'finals',
        at: hourlyAtTen,
        missedAfter: 3,
        lost: 'for three hours no results were made final, and nothing says why.',
        remedy:
          'read the log of start-rescoring; if it has no line of these hours, look at the schedule and its queue.',
        description: 'Makes the results of rounds final whose time has come',
      },
      { finals: true },
    );
    const start = new QueueFunction(this, 'StartRescoring', {
      functionName: 'start-rescoring',
      stage,
      timeoutSeconds: 60,
      logRetentionDays,
      source: nights.work,
      alarms: [
        deadLetters({
          name: 'unstarted-rescorings',
          lost: 'rounds were not scored again last night: ranks and averages do not change. The next night makes up for it if it works then.',
          remedy: 'read the log of start-rescoring, fix the cause, and start one by hand: scorebook rescore.',
        }),
      ],
      environment: { TABLE_NAME: tableName, STATE_MACHINE_ARN: machine.stateMachineArn },
    });
    start.allow(['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:BatchGetItem'], [tableArn]);
    start.allow(['states:StartExecution'], [machine.stateMachineArn]);
    this.rescorings = nights.work;
    this.machine = machine;
  }
}
