import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { edgeApp } from '../stacks/edge-app.ts';
import { scorebookApp } from '../stacks/scorebook-app.ts';
import { StageFault, stagesFolder } from '../stage-file.ts';
import { type StageSettings, stageSettings } from '../stages.ts';
import { isNothing, planChanges, planLines, type Template, takesAway } from './change-plan.ts';
import { deployedStack } from './deployed-stack.ts';

export interface DeployOptions {
  readonly stage: string;
  /** Only says what would change. */
  readonly plan?: boolean | undefined;
  /** A kept template to compare with, in place of what is deployed. */
  readonly template?: string | undefined;
  /** What the stage has in us-east-1, and not the rest. */
  readonly edge?: boolean | undefined;
  /** Changes are not asked about; what goes still is. */
  readonly yes?: boolean | undefined;
  /** Where the settings lie; another folder in tests. */
  readonly folder?: string | undefined;
  readonly outdir?: string | undefined;
  /** False leaves the bundles and the checks out. */
  readonly bundle?: boolean | undefined;
}

/** Deploys a stage, or says why not. The exit status. */
export async function deployStage(options: DeployOptions): Promise<number> {
  const { stage, folder = stagesFolder } = options;
  const settings = stageSettings(stage, process.env, folder);
  const region = deployableIn(stage, settings, options);
  const outdir = options.outdir ?? join('cdk.out', stage);
  if (options.edge === true) {
    edgeApp({ stage, settings, outdir: `${outdir}-edge` }).synth();
    return options.plan === true ? 0 : cdkDeploy(`Scorebook-${stage}-edge`, `${outdir}-edge`);
  }
  const name = `Scorebook-${stage}`;
  const kept = join(folder, `${stage}.deployed.json`);
  const { deployed, first } = await comparedWith(options, { name, region, kept });
  const synth = (isFirst: boolean): Template => {
    const { bundle = true } = options;
    const app = scorebookApp({ stage, settings, first: isFirst, outdir, bundle, check: bundle });
    return app.synth().getStackByName(name).template;
  };
  const whole = synth(false);
  const plan = planChanges(deployed, whole);
  for (const line of planLines(plan)) console.log(line);
  if (options.plan === true || (isNothing(plan) && !first)) return 0;
  if (!(await agreed(takesAway(plan), options))) return 1;
  if (first) {
    console.log('\nFirst deployment, in two steps: a failure of the first one leaves nothing behind.');
    synth(true);
    const status = cdkDeploy(name, outdir);
    if (status !== 0) return status;
    synth(false);
  }
  const status = cdkDeploy(name, outdir);
  if (status !== 0) return status;
  writeFileSync(kept, `${JSON.stringify(whole, null, 1)}\n`);
  console.log(`\nDeployed. Its template is kept in ${kept}.`);
  return 0;
}

/** Addresses of a stage that is only looked at belong to nobody: no mail of it would ever arrive. */
function deployableIn(
  stage: string,
  { account, region, mailDomain, mailIn, mailOffice, alarmAddress }: StageSettings,
  { plan }: DeployOptions,
): string {
  if (account === null || region === null) {
    throw new StageFault(`The stage ${stage} runs on this machine only: npm start`);
  }
  const nobodys = [mailDomain, mailIn, mailOffice, alarmAddress].filter((one) => /\.(example|invalid|test)$/.test(one));
  if (plan !== true && (nobodys.length > 0 || /^0+$/.test(account))) {
    const why = nobodys.length > 0 ? nobodys.join(', ') : account;
    throw new StageFault(
      `The stage ${stage} is only to look at: ${why} belong to nobody. Copy stages/example.json to a file of your own and write your settings into it.`,
    );
  }
  return region;
}

async function comparedWith(
  { template, plan }: DeployOptions,
  { name, region, kept }: { readonly name: string; readonly region: string; readonly kept: string },
): Promise<{ readonly deployed: Template | null; readonly first: boolean }> {
  const read = (file: string): Template => JSON.parse(readFileSync(file, 'utf8'));
  if (template !== undefined) {
    if (plan !== true)
      throw new StageFault('--template only works with --plan: a deployment is compared with the stack');
    console.log(`Compared with ${template}:`);
    return { deployed: read(template), first: false };
  }
  const found = await deployedStack(name, region);
  if (found.state === 'stands') {
    console.log(`Compared with the stack ${name} in ${region}:`);
    return { deployed: found.template, first: false };
  }
  if (found.state === 'none') {
    const failed = found.status === '' ? '' : ` (an earlier attempt ended in ${found.status})`;
    console.log(`There is no stack ${name} in ${region} yet${failed}:`);
    return { deployed: null, first: true };
  }
  if (plan !== true) throw new StageFault('This shell has no AWS credentials; sign in first, or add --plan');
  if (!existsSync(kept)) {
    console.log('This shell has no AWS credentials, and no template of an earlier deployment is kept:');
    return { deployed: null, first: true };
  }
  console.log(
    `This shell has no AWS credentials. Compared with the template of the last deployment from here, ${kept}:`,
  );
  return { deployed: read(kept), first: false };
}

/** What goes is confirmed by the name of the stage, by somebody who is there. */
async function agreed(goes: boolean, { stage, yes = false }: DeployOptions): Promise<boolean> {
  if (yes && !goes) return true;
  if (process.stdin.isTTY !== true) {
    const what = goes ? 'Something goes with this: deploy it from a terminal, where you can confirm it' : 'Add --yes';
    throw new StageFault(`${what}. Nothing was deployed.`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const wanted = goes ? stage : 'yes';
  const answer = await terminal.question(
    `\nWrite ${wanted} to deploy${goes ? ', and lose what is listed above' : ''}: `,
  );
  terminal.close();
  if (answer.trim() === wanted) return true;
  console.log('Nothing was deployed.');
  return false;
}

function cdkDeploy(stack: string, outdir: string): number {
  const cdk = join(createRequire(import.meta.url).resolve('aws-cdk/package.json'), '..', 'bin', 'cdk');
  // What changes was shown and agreed to above.
  const parameters = ['deploy', stack, '--app', outdir, '--require-approval', 'never', '--progress', 'events'];
  return spawnSync(process.execPath, [cdk, ...parameters], { stdio: 'inherit' }).status ?? 1;
}
