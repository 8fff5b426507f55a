import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { EnvironmentOf, FunctionName } from '../../shared/config/environment.ts';
import { allowObjects } from './allow-objects.ts';
import { type BesideBundle, besideBundle } from './beside-bundle.ts';
import type { SubmissionBuckets } from './submission-buckets.ts';

export interface BundledFunctionProps<F extends FunctionName> extends BesideBundle {
  /** 1024 when it is not said. */
  readonly memoryMegabytes?: number;
  /** Folder of the step; its `handler.ts` exports `handler`. */
  readonly functionName: F;
  readonly stage: string;
  readonly timeoutSeconds: number;
  readonly logRetentionDays: number;
  /** What the handler reads, no more and no less: the same schema types both. */
  readonly environment: EnvironmentOf<F>;
}

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** A function in one bundle, with a log of its own and a role of its own that may do what {@link allow} lists. */
export class BundledFunction<F extends FunctionName = FunctionName> extends Construct {
  readonly lambda: NodejsFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BundledFunctionProps<F>) {
    super(scope, id);
    const name = `scorebook-${props.stage}-${props.functionName}`;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${name}`,
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    this.lambda = new NodejsFunction(this, 'Function', {
      functionName: name,
      entry: `${repository}functions/${props.functionName}/handler.ts`,
      projectRoot: repository,
      depsLockFilePath: `${repository}package-lock.json`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes ?? 1024,
      timeout: Duration.seconds(props.timeoutSeconds),
      role: this.role,
      logGroup,
      environment: { ...(props.environment as Record<string, string>), NODE_OPTIONS: '--enable-source-maps' },
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        minify: true,
        sourceMap: true,
        sourceMapMode: SourceMapMode.DEFAULT,
        logLevel: LogLevel.ERROR,
        mainFields: ['module', 'main'],
        // The SDK of the runtime changes under us; ours is the one that was tested.
        bundleAwsSDK: true,
        commandHooks: besideBundle(props),
        esbuildArgs: { '--alias:node-fetch': `${repository}shared/adapters/google/native-fetch.ts` },
        // Libraries written as CommonJS ask for Node's own modules by require.
        banner: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
      },
    });
  }

  allow(actions: string[], resources: string[]): void {
    this.role.addToPolicy(new PolicyStatement({ actions, resources }));
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
