import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { typed } from '../../support/typed-command.ts';

/** docs/own-questionnaire.md: a command on an indented line, or what it prints between fences. */
interface Step {
  readonly command: readonly string[] | null;
  readonly printed: string;
}

const steps = async (): Promise<Step[]> => {
  const page = await readFile('docs/own-questionnaire.md', 'utf8');
  const pieces = page.matchAll(/^ {4}npm run -s scorebook -- (?<command>.*)$|^```\n(?<printed>[\s\S]*?)^```$/gm);
  return [...pieces].map(({ groups }) => ({
    command: groups?.['command']?.split(' ') ?? null,
    printed: groups?.['printed'] ?? '',
  }));
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorebook-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Files of the repository stay where they are; those that the reader makes lie in a folder of the test. */
const placed = (word: string): string =>
  word.startsWith('examples/') ? resolve(word) : /\.xlsx$/.test(word) ? join(folder, word) : word;

async function decideAll(file: string): Promise<void> {
  const workbook = new exceljs.Workbook();
  const bytes = await readFile(file);
  await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
  const sheet = workbook.getWorksheet('decisions');
  for (let row = 2; row <= (sheet?.rowCount ?? 0); row += 1) {
    const decided = sheet?.getCell(`B${row}`);
    if (decided !== undefined) decided.value = sheet?.getCell(`C${row}`).value ?? null;
  }
  await writeFile(file, Buffer.from(await workbook.xlsx.writeBuffer()));
}

test('each command of the page does what the page says it prints', async () => {
  let printed = '';
  for (const step of await steps()) {
    if (step.command === null) {
      for (const line of step.printed.trimEnd().split('\n')) expect(printed).toContain(line);
      // What is decided between: the page shows one open decision, and then that the questionnaire can be used.
      if (step.printed.includes('not decided yet')) {
        await decideAll(join(folder, 'draft.xlsx'));
        printed = await outputOf(['questionnaire', 'check', 'draft.xlsx']);
      }
      continue;
    }
    // Publishing needs a cloud: test/system publishes.
    if (step.command[1] === 'publish') continue;
    printed = await outputOf(step.command);
  }
});

async function outputOf(command: readonly string[]): Promise<string> {
  const { stdout } = await typed(command.map(placed), { ...process.env, NO_COLOR: '1' });
  return stdout.replaceAll(`${folder}/`, '').replaceAll(`${basename(folder)}/`, '');
}
