import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, type IHttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { madePrefixes } from '../../shared/config/object-keys.ts';
import { type PortalSettings, type StageSettings, sheetsShareWith } from '../stages.ts';
import type { BenchmarkTable } from './benchmark-table.ts';
import { BundledFunction } from './bundled-function.ts';
import { type DeclaredAlarm, declareAlarms, functionNameIn, toldBy } from './declared-alarms.ts';
import { PortalEdge } from './portal-edge.ts';
import type { SubmissionBuckets } from './submission-buckets.ts';

export interface PortalProps {
  readonly stage: string;
  readonly settings: StageSettings;
  readonly portal: PortalSettings;
  readonly buckets: SubmissionBuckets;
  readonly table: BenchmarkTable;
  /** Where mails that became due are asked for. */
  readonly deliveries: Queue;
}

/** Requests a second, of everybody together: a page asks some in a minute. */
const throttle = { rateLimit: 50, burstLimit: 100 };
const timeoutSeconds = 20;

/** The contacts' page: browser -> edge -> HTTP API -> serve-portal. Files go from the browser into the inbox. */
export class Portal extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, settings, portal, buckets, table: { table }, deliveries }: PortalProps,
  ) {
    super(scope, id);
    const serve = new BundledFunction(this, 'ServePortal', {
      functionName: 'serve-portal',
      stage,
      timeoutSeconds,
      logRetentionDays: settings.logRetentionDays,
      page: 'shared/rendering/portal',
      // Whoever opens the page is no message that comes again.
      afterwards: 'Contacts cannot open their page; files sent by mail are still read.',
      environment: {
        TABLE_NAME: table.tableName,
        INBOX_BUCKET: buckets.inbox.bucketName,
        RESULTS_BUCKET: buckets.results.bucketName,
        SHEETS_ADDRESS: sheetsShareWith(settings.google),
        DELIVERIES_QUEUE_URL: deliveries.queueUrl,
      },
    });
    serve.allowObjects(['s3:PutObject'], buckets.inbox, 'page/', 'Each upload is named by an id of its own.');
    // It reads none: an address that it signs gives what it may read itself.
    serve.allowObjects(
      ['s3:GetObject'],
      buckets.results,
      madePrefixes.results,
      'Each submission has a workbook of its own.',
    );
    serve.allowObjects(
      ['s3:GetObject'],
      buckets.results,
      madePrefixes.definitions,
      'The definition of a questionnaire is named by its hash.',
    );
    serve.allowObjects(['s3:GetObject'], buckets.results, madePrefixes.texts, 'Long evidence is named by its hash.');
    serve.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [buckets.key.keyArn]);
    serve.allow(
      ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action}`),
      [table.tableArn],
    );
    // A colleague who is taken out is no contact from that moment on.
    serve.allowDeleting(table.tableArn, 'CONTACT#');
    serve.allow(['sqs:SendMessage'], [deliveries.queueArn]);
    declareAlarms(this, [failedPageRequests(stage)]);

    const api = new HttpApi(this, 'Api', {
      apiName: `scorebook-${stage}-portal`,
      description: "The contacts' page and its API; asked by the edge",
      createDefaultStage: false,
      defaultIntegration: new HttpLambdaIntegration('Serve', serve.lambda),
    });
    Validations.of(api).acknowledge({
      id: 'AwsSolutions::AwsSolutions-APIG4',
      reason:
        'serve-portal itself checks the signed link in the header Authorization; the page is the same for everybody.',
    });
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/apigateway/scorebook-${stage}-portal`,
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const live: IHttpStage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      // No address of anybody: an IP address is personal.
      accessLogSettings: { destination: new LogGroupLogDestination(logs), format: accessLogFormat },
    });
    new PortalEdge(this, 'Edge', {
      name: `scorebook-${stage}-portal`,
      portal,
      api: `${api.apiId}.execute-api.${Stack.of(this).region}.amazonaws.com`,
      inboxOrigin: `https://${buckets.inboxName}.s3.${Stack.of(this).region}.amazonaws.com`,
    }).node.addDependency(live);
  }
}

const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTime',
    method: '$context.httpMethod',
    path: '$context.path',
    status: '$context.status',
    milliseconds: '$context.responseLatency',
    bytes: '$context.responseLength',
  }),
);

/** The function answers these itself, so they are no errors of its own. */
const failedPageRequests = (stage: string): DeclaredAlarm => ({
  name: 'failed-page-requests',
  metric: toldBy(functionNameIn(stage, 'serve-portal'), 'Requests-5xx', Duration.minutes(5)),
  above: 5,
  periods: 1,
  lost: "requests of the contacts' page failed: files did not arrive, or people do not see them.",
  remedy: 'read the log of serve-portal, from the line failed on.',
});
