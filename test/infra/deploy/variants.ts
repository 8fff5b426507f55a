import { scorebookApp } from '../../../infra/stacks/scorebook-app.ts';
import type { StageSettings } from '../../../infra/stages.ts';
import { stageSettings } from '../../../infra/stages.ts';

const whole = (): StageSettings => stageSettings('example', {});
const google = {
  audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/scorebook/providers/scorebook-aws',
  serviceAccount: 'sheets@project.iam.gserviceaccount.com',
  writeServiceAccount: 'results@project.iam.gserviceaccount.com',
  folder: '',
  root: '',
};

/** What each optional part is when it is there, and when it is not. */
const parts: readonly (readonly [name: string, on: Partial<StageSettings>, off: Partial<StageSettings>])[] = [
  ['scan', { malwareScan: true }, { malwareScan: false }],
  ['tracing', { tracing: true }, { tracing: false }],
  ['portal', {}, { portal: null }],
  ['site', {}, { site: null }],
  ['Google', { google }, {}],
  ['charts', { resultsPicture: 'charts' }, { resultsPicture: 'png' }],
];

export interface Variant {
  readonly name: string;
  readonly settings: StageSettings;
  readonly first: boolean;
}

const variant = (isOn: (part: number) => boolean, first = false): Variant => {
  const chosen = parts.map(([name, on, off], index) => ({ name, is: isOn(index), with: isOn(index) ? on : off }));
  const names = chosen.filter(({ is }) => is).map(({ name }) => name);
  return {
    name: `${names.join(', ') || 'nothing'}${first ? ', first deployment' : ''}`,
    settings: Object.assign({}, whole(), ...chosen.map((one) => one.with)),
    first,
  };
};

/** All on, all off, and the first deployment. */
export const mainVariants: readonly Variant[] = [variant(() => true), variant(() => false), variant(() => true, true)];

/** Each part alone and each part missing: two parts that do not go together are seen in one of them. */
export const otherVariants: readonly Variant[] = parts.flatMap((_, part) => [
  variant((one) => one === part),
  variant((one) => one !== part),
]);

/** Synthesises with the checks on: a finding that nobody acknowledged, or that CDK's own schemas refuse, makes this throw. */
export const validated = ({ settings, first }: Variant, outdir: string) =>
  scorebookApp({ stage: 'example', settings, first, outdir, bundle: false, check: true }).synth();
