import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EdgeStack } from './stacks/edge-stack.ts';

/** `npx cdk --app 'node infra/edge.ts' deploy`: before the stack itself, where contacts have a page. */
const stage = process.env['SCOREBOOK_STAGE'] ?? 'example';
const app = new App({ analyticsReporting: false });
new EdgeStack(app, `Scorebook-${stage}-edge`, { stage });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
