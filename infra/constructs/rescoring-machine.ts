import { Aws, type CfnElement, Duration, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import { type Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  DistributedMap,
  type IChainable,
  JitterType,
  JsonPath,
  LogLevel,
  StateMachine,
  StateMachineType,
  Succeed,
  TaskInput,
  type TaskStateBase,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { declareAlarms, fiveMinutes } from './declared-alarms.ts';

export interface RescoringMachineProps {
  readonly name: string;
  /** Does every step. */
  readonly worker: IFunction;
  readonly logRetentionDays: number;
  /** Each execution leaves a trace in X-Ray. */
  readonly tracing: boolean;
}

/** Shards worked on at once: each reads a partition of its own, all write to one table. */
const shardsAtOnce = 50;

/**
 * plan -> score every shard -> finish -> tell, in the shards where somebody's result changed. Each step can be done
 * again; what fails for good stops the execution, which can be taken up where it stopped (redrive) for 14 days.
 */
export class RescoringMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { name, worker, logRetentionDays, tracing }: RescoringMachineProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [worker.functionArn] }));
    role.addToPolicy(
      new PolicyStatement({ actions: [...delivering, ...(tracing ? leavingTraces : [])], resources: ['*'] }),
    );
    acknowledge(role, ['*'], 'Deliveries of logs and traces know no narrower resource.');
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/states/${name}`,
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      comment: 'Scores all authorities of a round again, ranks them and publishes the standings',
      definitionBody: DefinitionBody.fromChainable(this.steps(worker)),
      timeout: Duration.hours(6),
      role: role.withoutPolicyUpdates(),
      tracingEnabled: tracing,
      logs: { destination: logGroup, level: LogLevel.ALL, includeExecutionData: true },
    });
    if (!tracing) {
      const reason = 'Tracing is a setting of the stage, and off: what the machine did is in its log.';
      Validations.of(this.machine).acknowledge({ id: 'AwsSolutions::AwsSolutions-SF2', reason });
    }
    declareAlarms(this, [
      {
        name: 'failed-rescorings',
        metric: this.machine.metricFailed(fiveMinutes),
        above: 0,
        periods: 1,
        lost: 'a round was not scored again. The last published standings stay, and are complete; ranks and averages are not updated.',
        remedy:
          'find in the execution of the state machine which step failed and why, fix the cause, redrive the execution.',
      },
      {
        name: 'late-rescorings',
        metric: this.machine.metricTimedOut(fiveMinutes),
        above: 0,
        periods: 1,
        lost: 'a round was not scored again within six hours. The last published standings stay, and are complete.',
        remedy:
          'find in the execution of the state machine what it waited for, then redrive it or start another: scorebook rescore.',
      },
    ]);
    // A distributed map is an execution of its own machine for each shard; it starts them, looks after them and can
    // redrive them. CDK writes the policy that says so, and cannot attach it to a role that takes no updates.
    role.attachInlinePolicy(this.machine.node.findChild('DistributedMapPolicy') as Policy);
    const named = { 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: logicalIdOf(this.machine) }] }] };
    // As the check writes it: of a stage whose place is said, by its names.
    const { region, account } = Stack.of(this);
    const [inRegion, ofAccount] = [
      Token.isUnresolved(region) ? '<AWS::Region>' : region,
      Token.isUnresolved(account) ? '<AWS::AccountId>' : account,
    ];
    const executions = `arn:<AWS::Partition>:states:${inRegion}:${ofAccount}:execution:${JSON.stringify(named)}`;
    const given = 'Step Functions gives the executions of the map their names.';
    acknowledge(this.machine, [`${executions}:*`, `${executions}/*:*`], given);
  }

  private steps(worker: IFunction): IChainable {
    /** `keeps`: of its result, because a map gathers all results of its items, and 256 KB are the most it holds. */
    const step = (
      stateName: string,
      payload: Readonly<Record<string, string>>,
      keeps?: Readonly<Record<string, string>>,
    ): TaskStateBase =>
      new LambdaInvoke(this, stateName, {
        stateName,
        lambdaFunction: worker,
        payload: TaskInput.fromObject(payload),
        payloadResponseOnly: true,
        retryOnServiceExceptions: false,
        ...(keeps === undefined ? {} : { resultSelector: keeps }),
      }).addRetry({
        errors: ['States.ALL'],
        interval: Duration.seconds(2),
        backoffRate: 2,
        maxAttempts: 6,
        maxDelay: Duration.minutes(2),
        jitterStrategy: JitterType.FULL,
      });
    const ofRun = { 'round.$': '$.round', 'run.$': '$.run' };
    const forEach = (stateName: string, itemsPath: string, each: TaskStateBase): DistributedMap =>
      new DistributedMap(this, stateName, {
        stateName,
        itemsPath,
        itemSelector: { ...ofRun, 'shard.$': '$$.Map.Item.Value' },
        maxConcurrency: shardsAtOnce,
        // An express one is ended after five minutes, its retries included: a large shard, or throttled ones, take longer.
        mapExecutionType: StateMachineType.STANDARD,
        resultPath: JsonPath.DISCARD,
      }).itemProcessor(each);
    const ofShard = { ...ofRun, 'shard.$': '$.shard' };
    const plan = step('Plan', {
      step: 'plan',
      'round.$': '$.round',
      'execution.$': '$$.Execution.Id',
      'startedAt.$': '$$.Execution.StartTime',
    });
    const score = forEach(
      'ScoreShards',
      '$.shards',
      step('ScoreShard', { step: 'score-shard', ...ofShard }, { 'shard.$': '$.shard' }),
    );
    const finish = step('Finish', { step: 'finish', ...ofRun });
    const tell = forEach('TellChanges', '$.toTell', step('TellShard', { step: 'tell-changes', ...ofShard }));
    const done = new Succeed(this, 'Done', { stateName: 'Done' });
    const anybody = new Choice(this, 'AnybodyToTell', { stateName: 'AnybodyToTell' })
      .when(Condition.isPresent('$.toTell[0]'), tell.next(done))
      .otherwise(done);
    return plan.next(score).next(finish).next(anybody);
  }
}

const delivering = [
  ...['CreateLogDelivery', 'GetLogDelivery', 'UpdateLogDelivery', 'DeleteLogDelivery', 'ListLogDeliveries'],
  ...['PutResourcePolicy', 'DescribeResourcePolicies', 'DescribeLogGroups'],
].map((action) => `logs:${action}`);
const leavingTraces = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'].map(
  (action) => `xray:${action}`,
);

function acknowledge(of: Construct, resources: readonly string[], reason: string): void {
  for (const resource of resources) {
    Validations.of(of).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, reason });
  }
}

const logicalIdOf = (machine: StateMachine): string =>
  Stack.of(machine).getLogicalId(machine.node.defaultChild as CfnElement);
