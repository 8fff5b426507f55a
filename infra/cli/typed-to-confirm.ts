import { createInterface } from 'node:readline/promises';
import { UsageError } from './usage-error.ts';

/** What somebody types at the terminal. Where nobody is there to type, what is to be done takes `--yes`. */
export async function typedToConfirm(question: string, what: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new UsageError(`there is no terminal to ask for confirmation; add --yes to ${what} without it`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await terminal.question(question);
  terminal.close();
  return typed.trim();
}
