import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { removeBundles } from '../bundles.ts';
import { stageSettings } from '../stages.ts';
import { ScorebookStack } from './scorebook-stack.ts';

export interface ScorebookAppOptions {
  readonly stage: string;
  /** Folder of the synthesised template and the bundles; cdk.out when none is given. */
  readonly outdir?: string;
  /** False leaves the checks out, also the CDK's own of the template: the local cloud starts sooner, and deploys nothing. */
  readonly check?: boolean;
  /** False leaves the bundles out, which take longest: for who reads the template alone. */
  readonly bundle?: boolean;
}

export const flags = {
  // Access logs are let in by a bucket policy; the old way needs access control lists.
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
};

/** One stack a stage. A finding of the checks makes synthesis fail. */
export function scorebookApp({ stage, outdir, check = true, bundle = true }: ScorebookAppOptions): App {
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: check,
    context: { ...flags, ...(bundle ? {} : { 'aws:cdk:bundling-stacks': [] }) },
    ...(outdir === undefined ? {} : { outdir }),
  });
  const stack = stackIn(app, stage);
  Tags.of(stack).add('service', 'scorebook');
  Tags.of(stack).add('stage', stage);
  if (check) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

/** Assets are copied into the app's folder as the stack is made. */
function stackIn(app: App, stage: string): ScorebookStack {
  try {
    return new ScorebookStack(app, `Scorebook-${stage}`, { stage, settings: stageSettings(stage) });
  } finally {
    removeBundles();
  }
}
