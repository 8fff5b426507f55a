import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { UsageError } from './usage-error.ts';

/** What options may be. A value that cannot be meant is told of with one that could be. */

/** `2022-10-31`: a day that there is. */
export function dayValue(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text.trim()) ?? otherOrder(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) {
    throw new InvalidArgumentError('Write a date as 2022-10-31.');
  }
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${written}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written) {
    throw new InvalidArgumentError(`There is no such day. Write a date as 2022-10-31.`);
  }
  if (written !== text.trim()) throw new InvalidArgumentError(`Write a date as 2022-10-31. Did you mean ${written}?`);
  return written;
}

/** `31.10.2022`, `31/10/2022` and `2022/10/31`, as the day that is most likely meant; the year first in the result. */
function otherOrder(text: string): (string | undefined)[] | null {
  const first = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/.exec(text.trim());
  if (first !== null) return first;
  const last = /^(\d{1,2})[.\-/] ?(\d{1,2})[.\-/] ?(\d{4})$/.exec(text.trim());
  return last === null ? null : [last[0], last[3], last[2], last[1]];
}

type Ending = '.xlsx' | '.html' | '.csv' | '.zip';

/** A file of a kind that is written: its name ends so, and it is no folder. */
export const fileValue = (ending: Ending) => (text: string) => accepted(text, fileProblem(text, ending));

/** A list, as a workbook or as text. */
export const listValue = (text: string): string =>
  accepted(text, fileProblem(text, extname(text).toLowerCase() === '.csv' ? '.csv' : '.xlsx'));

/** A folder that is there or can be made. */
export const folderValue = (text: string): string => accepted(text, folderProblem(text));

function accepted(text: string, problem: string | null): string {
  if (problem !== null) throw new InvalidArgumentError(problem);
  return text;
}

/** null: it can be written there. */
export function fileProblem(text: string, ending: Ending): string | null {
  if (text.trim() === '') return 'Name a file.';
  if (/[\\/]$/.test(text) || isFolder(text)) return 'That is a folder. Name a file in it.';
  const own = extname(text);
  if (own.toLowerCase() === ending) return null;
  const meant = own === '' ? `${text}${ending}` : `${text.slice(0, -own.length)}${ending}`;
  return `The file must end in ${ending}. Did you mean ${meant}?`;
}

export function folderProblem(text: string): string | null {
  if (text.trim() === '') return 'Name a folder.';
  return existsSync(text) && !isFolder(text) ? 'That is a file. Name a folder.' : null;
}

/** Where many workbooks go: a folder, or a zip of them. */
export const workbooksProblem = (text: string): string | null =>
  text.toLowerCase().endsWith('.zip') ? fileProblem(text, '.zip') : folderProblem(text);

const isFolder = (text: string): boolean => existsSync(text) && statSync(text).isDirectory();

/** Something that is not empty. */
export function textValue(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Write a value; this one is empty.');
  return text;
}

export function mailAddressValue(text: string): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(text.trim()))
    throw new InvalidArgumentError('Write an address like officer@espoo.example.');
  return text.trim();
}

export function webAddressValue(text: string): string {
  const { protocol } = URL.parse(text) ?? {};
  if (protocol === 'https:' || protocol === 'http:') return text;
  throw new InvalidArgumentError('Write an address like https://portal.benchmark.example.');
}

export const tableValue = (text: string): string => {
  if (/^[\w.-]{3,255}$/.test(text)) return text;
  throw new InvalidArgumentError('Write a table name like scorebook-production.');
};

/** A whole number of a range. */
export const numberValue =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Use a whole number from ${least} to ${most}.`);
  };

/** A language in which a questionnaire is offered. */
export function languageAmong(offered: readonly string[], language: string): string {
  if (offered.includes(language)) return language;
  throw new UsageError(`the questionnaire does not exist in "${language}"; it exists in: ${offered.join(', ')}`);
}
