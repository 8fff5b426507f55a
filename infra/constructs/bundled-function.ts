import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { EnvironmentOf, FunctionName } from '../../shared/config/environment.ts';
import { type BesideBundle, bundleOf, folderOf } from '../bundles.ts';
import { allowObjects } from './allow-objects.ts';
import { declareAlarms, functionAlarms, functionNameIn } from './declared-alarms.ts';
import type { SubmissionBuckets } from './submission-buckets.ts';

export interface BundledFunctionProps<F extends FunctionName> extends BesideBundle {
  /** 1024 when it is not said. */
  readonly memoryMegabytes?: number;
  /** Folder of the step; its `handler.ts` exports `handler`. */
  readonly functionName: F;
  readonly stage: string;
  readonly timeoutSeconds: number;
  readonly logRetentionDays: number;
  /**
   * It writes into the queue that it works on. Lambda takes that for a loop and gives a message up when it has come of
   * itself 16 times, unless it is told that it is meant.
   */
  readonly asksItself?: boolean;
  /** What becomes of that on which it fails; that of a queue when it is not said. */
  readonly afterwards?: string;
  /** What the handler reads, no more and no less: the same schema types both. */
  readonly environment: EnvironmentOf<F>;
}

/** A function in one bundle, with a log of its own and a role of its own that may do what {@link allow} lists. */
export class BundledFunction<F extends FunctionName = FunctionName> extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BundledFunctionProps<F>) {
    super(scope, id);
    const name = functionNameIn(props.stage, props.functionName);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${name}`,
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    const { functionName } = props;
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: name,
      code: Code.fromAsset(Stack.of(this).bundlingRequired ? bundleOf(functionName, props) : folderOf(functionName)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes ?? 1024,
      timeout: Duration.seconds(props.timeoutSeconds),
      role: this.role,
      logGroup,
      ...(props.asksItself === true ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
      environment: props.environment as Record<string, string>,
    });
    const afterwards = props.afterwards ?? 'Its messages go to the dead letters after five tries.';
    declareAlarms(this, functionAlarms(functionName, this.lambda, afterwards));
  }

  /** Each of its invocations leaves a trace in X-Ray. */
  trace(): void {
    (this.lambda.node.defaultChild as CfnFunction).tracingConfig = { mode: 'Active' };
    this.allowAnything(
      ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
      'Traces are of the account: X-Ray knows no narrower resource.',
    );
  }

  allow(actions: string[], resources: string[]): void {
    this.role.addToPolicy(new PolicyStatement({ actions, resources }));
  }

  /** Taking items out of a table, of those alone whose partition begins so. */
  allowDeleting(tableArn: string, partitions: string): void {
    const conditions = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${partitions}*`] } };
    // Without a key in the request, a condition about all of them would hold.
    const keyed = { Null: { 'dynamodb:LeadingKeys': 'false' } };
    const actions = ['dynamodb:DeleteItem'];
    this.role.addToPolicy(
      new PolicyStatement({ actions, resources: [tableArn], conditions: { ...conditions, ...keyed } }),
    );
  }

  allowObjects(actions: string[], bucket: Bucket, prefix: string, reason: string): void {
    allowObjects(this.role, actions, bucket, prefix, reason);
  }

  /** Files of the inbox, every version: behind the malware scan those alone that it let through. */
  allowReading({ inbox, readable }: SubmissionBuckets, prefix: string, reason: string): void {
    allowObjects(this.role, ['s3:GetObject', 's3:GetObjectVersion'], inbox, prefix, reason, readable);
  }

  /** An action that knows no resource. */
  allowAnything(actions: string[], reason: string): void {
    this.allow(actions, ['*']);
    Validations.of(this.role).acknowledge({ id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]', reason });
  }
}
