import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { scorebookApp } from '../../infra/stacks/scorebook-app.ts';
import { mustGet } from '../../shared/domain/must.ts';
import { bytesToStart, programsOf } from '../support/bundle-files.ts';
import { inTurns, ofProcess, type Ratio } from './processor.ts';

export interface StartUp {
  readonly name: string;
  readonly bytes: number;
  readonly gzipped: number;
  /** Bytes that are read before the first message. */
  readonly toStart: number;
  /** What the processor does until the bundle is loaded, as a multiple of an empty Node process. */
  readonly ratio: Ratio;
}

const rounds = 23;

/**
 * Loads each bundle that would be deployed in a process of its own, as it is deployed: what Node is told by the function's
 * environment, it is told here.
 */
export async function measureStartUp(): Promise<StartUp[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'scorebook-bench-'));
  try {
    const assembly = scorebookApp({ stage: 'example', outdir, check: false }).synth();
    const template = JSON.parse(readFileSync(assembly.stacks[0]?.templateFullPath ?? '', 'utf8'));
    const functions = Object.values(
      template.Resources as Record<string, { Type: string; Properties: LambdaProperties }>,
    )
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties: { FunctionName, Code, Environment } }) => ({
        name: FunctionName.replace('scorebook-example-', ''),
        bundle: join(outdir, `asset.${Code.S3Key.replace('.zip', '')}`, 'index.mjs'),
        variables: Environment.Variables,
      }));
    const ratios = await inTurns(
      [
        { name: 'empty', run: () => processorOf('0', {}) },
        ...functions.map(({ name, bundle, variables }) => ({
          name,
          run: () => processorOf(`await import(${JSON.stringify(bundle)})`, variables),
        })),
      ],
      rounds,
    );
    return functions.map(({ name, bundle }) => ({
      ...{ name, ratio: mustGet(ratios, name) },
      ...sizesOf(dirname(bundle)),
    }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Of all files of a bundle. */
function sizesOf(folder: string): Pick<StartUp, 'bytes' | 'gzipped' | 'toStart'> {
  const programs = programsOf(folder);
  const codes = [...programs.values()];
  return {
    bytes: codes.reduce((sum, code) => sum + Buffer.byteLength(code), 0),
    gzipped: codes.reduce((sum, code) => sum + gzipSync(code).length, 0),
    toStart: bytesToStart(programs),
  };
}

interface LambdaProperties {
  readonly FunctionName: string;
  readonly Code: { readonly S3Key: string };
  readonly Environment: { readonly Variables: Record<string, unknown> };
}

function processorOf(code: string, variables: Readonly<Record<string, unknown>>): number {
  // What refers to another resource is known only once it is deployed; any text does.
  const env = Object.entries(variables).map(
    ([name, value]) => [name, typeof value === 'string' ? value : '60'] as const,
  );
  const parameters = ['--input-type=module', '-e', `${code}; process.exit(0)`];
  return ofProcess(process.execPath, parameters, {
    ...{ PATH: process.env['PATH'], AWS_REGION: 'eu-north-1' },
    ...Object.fromEntries(env),
  }).milliseconds;
}
