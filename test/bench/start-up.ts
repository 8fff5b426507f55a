import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { scorebookApp } from '../../infra/stacks/scorebook-app.ts';
import { median } from './median.ts';

export interface StartUp {
  readonly name: string;
  readonly bytes: number;
  readonly gzipped: number;
  /** Median time until the bundle is loaded, as a multiple of an empty Node process. */
  readonly ratio: number;
}

const tries = 15;

/** Loads each bundle that would be deployed in a process of its own. */
export function measureStartUp(): StartUp[] {
  const outdir = mkdtempSync(join(tmpdir(), 'scorebook-bench-'));
  try {
    const assembly = scorebookApp({ stage: 'example', outdir, check: false }).synth();
    const template = JSON.parse(readFileSync(assembly.stacks[0]?.templateFullPath ?? '', 'utf8'));
    const functions = Object.values(
      template.Resources as Record<string, { Type: string; Properties: LambdaProperties }>,
    )
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => Properties);
    return functions.map(({ FunctionName, Code, Environment }) => {
      const bundle = join(outdir, `asset.${Code.S3Key.replace('.zip', '')}`, 'index.mjs');
      const environment = Object.fromEntries(Object.keys(Environment.Variables).map((name) => [name, '60']));
      const times = Array.from({ length: tries }, () => [
        timeOf(`await import(${JSON.stringify(bundle)})`, environment),
        timeOf('0', environment),
      ]);
      const ratio = median(times.map(([loaded = 0]) => loaded)) / median(times.map(([, empty = 0]) => empty));
      const name = FunctionName.replace('scorebook-example-', '');
      return { name, bytes: statSync(bundle).size, gzipped: gzipSync(readFileSync(bundle)).length, ratio };
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

interface LambdaProperties {
  readonly FunctionName: string;
  readonly Code: { readonly S3Key: string };
  readonly Environment: { readonly Variables: Record<string, unknown> };
}

function timeOf(code: string, environment: Record<string, string>): number {
  const started = performance.now();
  const script = `${code}; process.exit(0)`;
  const env = { ...environment, PATH: process.env['PATH'], AWS_REGION: 'eu-north-1', NODE_OPTIONS: '' };
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { env });
  return performance.now() - started;
}
