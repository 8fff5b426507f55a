import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { typed } from '../../support/typed-command.ts';
import { decideAll, placedIn, walkSteps } from '../../support/walk-of-docs.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('each command of the page does what the page says it prints', async () => {
  let printed = '';
  for (const step of await walkSteps()) {
    if (step.command === null) {
      for (const line of step.printed.trimEnd().split('\n')) expect(printed).toContain(line);
      // What is decided between: the page shows one open decision, and then that the questionnaire can be used.
      if (step.printed.includes('not decided yet')) {
        await decideAll(join(folder, 'draft.xlsx'));
        printed = await outputOf(['questionnaire', 'check', 'draft.xlsx']);
      }
      continue;
    }
    // The rest needs a cloud: own-questionnaire-walk.deep.test.ts goes on.
    if (step.command[1] === 'publish') break;
    printed = await outputOf(step.command);
  }
});

async function outputOf(command: readonly string[]): Promise<string> {
  const { stdout } = await typed(
    command.map((word) => placedIn(folder, word)),
    { ...process.env, NO_COLOR: '1' },
  );
  return stdout.replaceAll(`${folder}/`, '').replaceAll(`${basename(folder)}/`, '');
}
