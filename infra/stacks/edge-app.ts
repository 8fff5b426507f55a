import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EdgeStack, type EdgeStackProps } from './edge-stack.ts';

/** What a stage has in us-east-1, before the stack itself. */
export function edgeApp({
  stage,
  settings,
  outdir,
}: {
  readonly stage: string;
  readonly settings: EdgeStackProps['settings'];
  readonly outdir: string;
}): App {
  const app = new App({ analyticsReporting: false, outdir });
  new EdgeStack(app, `Scorebook-${stage}-edge`, { stage, settings });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
