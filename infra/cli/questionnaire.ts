import { basename } from 'node:path';
import { type Definition, definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import { groupsOf, isScored, questionsOf } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { describeFault } from '../../shared/rendering/words/definition-fault-words.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import type { AuthoringFault } from '../../shared/spreadsheet/authoring/authoring-fault.ts';
import { type ReadAuthoring, readAuthoring } from '../../shared/spreadsheet/authoring/read-authoring.ts';
import { bytesNamed } from './files-in.ts';
import { shown } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

/** Says what an authoring workbook asks, or every fault of it by cell. Returns the exit status: 0, or 2 with faults. */
export async function questionnaireCheckCommand(file: string, { json }: { readonly json?: true }): Promise<number> {
  const read = await readAuthoringOf(await bytesNamed(file), file);
  process.stdout.write(json ? `${JSON.stringify(checkedJson(read), null, 2)}\n` : checkedText(file, read));
  return read.definition === null ? 2 : 0;
}

/** The definition of an authoring workbook. One with faults is told like `check` tells it. */
export const definitionIn = async (file: string): Promise<Definition> => definitionOf(await bytesNamed(file), file);

/** The same of a workbook that has been read from its file. */
export async function definitionOf(bytes: Uint8Array, file: string): Promise<Definition> {
  const read = await readAuthoringOf(bytes, file);
  if (read.definition !== null) return read.definition;
  console.error(checkedText(file, read).trimEnd());
  throw new UsageError(`${file} cannot be used yet; scorebook questionnaire check ${file} lists what to correct`);
}

async function readAuthoringOf(bytes: Uint8Array, file: string): Promise<ReadAuthoring> {
  const read = await readAuthoring(bytes);
  if ('code' in read) throw new UsageError(`${file}: ${describeProblem(read, messagesIn('en')).message}`);
  return read;
}

/** Machines read it: names and shapes stay. */
function checkedJson({ definition, faults }: ReadAuthoring): object {
  return {
    questionnaire: definition === null ? null : definitionKeyOf(definition),
    usable: definition !== null,
    faults: faults.map((one) => ({
      ...{ code: one.code, severity: one.severity, sheet: one.sheet || null, cell: one.cell },
      ...describeFault(one),
    })),
  };
}

function checkedText(file: string, { definition, faults }: ReadAuthoring): string {
  const of = (severity: AuthoringFault['severity']) => faults.filter((one) => one.severity === severity);
  const [wrong, notices] = [of('fault'), of('notice')];
  const head =
    definition === null
      ? `${basename(file)} cannot be used yet: ${counted(wrong.length, 'fault', 'faults')}.`
      : `${basename(file)}: ${summaryOf(definition)}`;
  const lines = [
    head,
    ...wrong.map(lineOf),
    ...(notices.length === 0 ? [] : ['', `For your information:`, ...notices.map(lineOf)]),
  ];
  return `${lines.join('\n')}\n`;
}

function lineOf(one: AuthoringFault): string {
  const { message, remedy } = describeFault(one);
  const place = [one.sheet, one.cell].filter(Boolean).join('!');
  return `  ${shown(`${place === '' ? '' : `${place}: `}${message} ${remedy}`)}`;
}

function summaryOf(definition: Definition): string {
  const questions = questionsOf(definition);
  const scored = questions.filter((question) => isScored(definition, question));
  const { as, decimals } = definition.shown;
  return [
    `${definitionKeyOf(definition)} can be used.`,
    `${counted(questions.length, 'question', 'questions')} (${scored.length} scored)`,
    `in ${counted(groupsOf(definition).length, 'group', 'groups')};`,
    `${definition.languages.join(', ')}; scores in ${as}, ${counted(decimals, 'decimal', 'decimals')}.`,
  ].join(' ');
}

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;
