import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import exceljs from 'exceljs';

/** docs/own-questionnaire.md: a command on an indented line, or what it prints between fences. */
interface Step {
  readonly command: readonly string[] | null;
  readonly printed: string;
}

export const walkSteps = async (): Promise<Step[]> => {
  const page = await readFile('docs/own-questionnaire.md', 'utf8');
  const pieces = page.matchAll(/^ {4}npm run -s scorebook -- (?<command>.*)$|^```\n(?<printed>[\s\S]*?)^```$/gm);
  return [...pieces].map(({ groups }) => ({
    command: groups?.['command']?.split(' ') ?? null,
    printed: groups?.['printed'] ?? '',
  }));
};

/** Takes every decision of a draft as it is by default, as somebody would who types them. */
export async function decideAll(file: string): Promise<void> {
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

/** Files of the repository stay where they are; those that the reader makes lie in a folder of the test. */
export const placedIn = (folder: string, word: string): string =>
  word.startsWith('examples/') ? resolve(word) : /\.xlsx$/.test(word) ? join(folder, word) : word;
