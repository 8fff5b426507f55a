import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { removeBundles } from '../bundles.ts';
import { type StageSettings, stageSettings } from '../stages.ts';
import { ScorebookStack } from './scorebook-stack.ts';

export interface ScorebookAppOptions {
  readonly stage: string;
  /** Those of its file when they are not given. */
  readonly settings?: StageSettings;
  /** The deployment that makes the stack: what could not be taken back, if it failed, comes with the next one. */
  readonly first?: boolean;
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
export function scorebookApp({ stage, outdir, check = true, bundle = true, ...stackProps }: ScorebookAppOptions): App {
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: check,
    context: { ...flags, ...(bundle ? {} : { 'aws:cdk:bundling-stacks': [] }) },
    ...(outdir === undefined ? {} : { outdir }),
  });
  const stack = stackIn(app, { stage, ...stackProps });
  Tags.of(stack).add('service', 'scorebook');
  Tags.of(stack).add('stage', stage);
  if (check) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

/** Assets are copied into the app's folder as the stack is made. */
function stackIn(
  app: App,
  { stage, settings = stageSettings(stage), first = false }: Pick<ScorebookAppOptions, 'stage' | 'settings' | 'first'>,
): ScorebookStack {
  try {
    return new ScorebookStack(app, `Scorebook-${stage}`, { stage, settings, first });
  } finally {
    removeBundles();
  }
}
