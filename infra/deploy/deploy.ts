import { Command } from '@commander-js/extra-typings';
import { StageFault } from '../stage-file.ts';
import { deployStage } from './deploy-stage.ts';

/** Exit statuses as those of `scorebook`: 1 a fault, 64 settings or a command that cannot be used. */
const program = new Command('npm run deploy --')
  .description(
    'Deploys a stage: shows what changes and what is removed, and asks. Its settings are stages/<stage>.json.',
  )
  .requiredOption('--stage <name>', 'the stage, e.g. production')
  .option('--plan', 'only show what would change')
  .option('--template <file>', 'with --plan: compare with this kept template, not with what is deployed')
  .option('--edge', 'deploy instead what is in us-east-1: the web ACL of the contacts’ page and the budget')
  .option('--yes', 'do not ask, unless something is removed or replaced');

try {
  process.exitCode = await deployStage(program.parse().opts());
} catch (error) {
  if (!(error instanceof StageFault)) throw error;
  console.error(`deploy: ${error.message}`);
  process.exitCode = 64;
}
