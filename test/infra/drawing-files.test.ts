import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { bundleOf, bundling, removeBundles } from '../../infra/bundles.ts';
import { flags } from '../../infra/stacks/scorebook-app.ts';
import { ScorebookStack } from '../../infra/stacks/scorebook-stack.ts';
import { stageSettings } from '../../infra/stages.ts';
import { drawingFiles } from '../../shared/config/drawing-files.ts';
import { property } from './synthesised.ts';

afterAll(removeBundles);

test('what pictures are drawn with lies beside a bundle that draws, as its packages have it, and draws there', async () => {
  const folder = bundleOf('deliver-results', { files: drawingFiles });
  const beside = createRequire(join(folder, 'index.mjs'));
  const here = createRequire(import.meta.url);
  for (const file of drawingFiles) {
    expect(beside.resolve(file)).toContain(folder);
    expect(await readFile(beside.resolve(file))).toEqual(await readFile(here.resolve(file)));
  }
  const program = join(folder, 'draw.mjs');
  buildSync({ ...bundling, entryPoints: ['shared/rendering/pictures/png.ts'], outfile: program });
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>x</text></svg>';
  const drawing = `import { pngOf } from ${JSON.stringify(program)}; process.stdout.write(await pngOf('${svg}'));`;
  // Outside of this repository, where none of its packages can be found.
  const png = execFileSync(process.execPath, ['--input-type=module', '-e', drawing], { cwd: folder });
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});

test('an office that asks for a picture gets the files and the setting', () => {
  const app = new App({
    ...{ analyticsReporting: false, builtinCloudFormationValidation: false },
    context: { ...flags, 'aws:cdk:bundling-stacks': [] },
  });
  const settings = { ...stageSettings('local'), resultsPicture: 'png' as const };
  new ScorebookStack(app, 'Scorebook-local', { stage: 'local', settings });
  const { Resources } = app.synth().getStackByName('Scorebook-local').template;
  const all = Object.values(Resources as Record<string, Parameters<typeof property>[0]>);
  const drawn = all.map((one) => property(one, 'Environment.Variables.RESULTS_PICTURE'));
  expect(drawn.filter((one) => one !== undefined)).toEqual(['png']);
});
