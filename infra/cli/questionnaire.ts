import { basename } from 'node:path';
import { type Definition, definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import { groupsOf, isScored, questionsOf } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { authoringWordsIn } from '../../shared/rendering/words/authoring-words.ts';
import { type AuthoringWords, describeFault } from '../../shared/rendering/words/definition-fault-words.ts';
import { describeProblem } from '../../shared/rendering/words/describe-problem.ts';
import { fill } from '../../shared/rendering/words/fill.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import type { AuthoringFault } from '../../shared/spreadsheet/authoring/authoring-fault.ts';
import { type ReadAuthoring, readAuthoring } from '../../shared/spreadsheet/authoring/read-authoring.ts';
import { bytesNamed } from './files-in.ts';
import { shown } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

/** Says what an authoring workbook asks, or every fault of it by cell. Returns the exit status: 0, or 2 with faults. */
export async function questionnaireCheckCommand(
  file: string,
  { json, language }: { readonly json?: true; readonly language?: string },
): Promise<number> {
  const read = await readAuthoringOf(await bytesNamed(file), file);
  const words = authoringWordsIn(language ?? read.language);
  process.stdout.write(
    json ? `${JSON.stringify(checkedJson(read, words), null, 2)}\n` : checkedText(file, read, words),
  );
  return read.definition === null ? 2 : 0;
}

/** The definition of an authoring workbook. One with faults is told like `check` tells it. */
export const definitionIn = async (file: string): Promise<Definition> => definitionOf(await bytesNamed(file), file);

/** The same of a workbook that has been read from its file. */
export async function definitionOf(bytes: Uint8Array, file: string): Promise<Definition> {
  const read = await readAuthoringOf(bytes, file);
  if (read.definition !== null) return read.definition;
  console.error(checkedText(file, read, authoringWordsIn(read.language)).trimEnd());
  throw new UsageError(`${file} cannot be used yet; scorebook questionnaire check ${file} lists what to correct`);
}

async function readAuthoringOf(bytes: Uint8Array, file: string): Promise<ReadAuthoring> {
  const read = await readAuthoring(bytes);
  if ('code' in read) throw new UsageError(`${file}: ${describeProblem(read, messagesIn('en')).message}`);
  return read;
}

/** Machines read it: names and shapes stay. */
function checkedJson({ definition, faults }: ReadAuthoring, words: AuthoringWords): object {
  return {
    questionnaire: definition === null ? null : definitionKeyOf(definition),
    usable: definition !== null,
    faults: faults.map((one) => ({
      ...{ code: one.code, severity: one.severity, sheet: one.sheet || null, cell: one.cell },
      ...describeFault(one, words),
    })),
  };
}

function checkedText(file: string, { definition, faults }: ReadAuthoring, words: AuthoringWords): string {
  const of = (severity: AuthoringFault['severity']) => faults.filter((one) => one.severity === severity);
  const [wrong, notices] = [of('fault'), of('notice')];
  const facts = { file: basename(file), count: String(wrong.length) };
  const lines = [
    definition === null ? fill(words.check.unusable, facts) : summaryOf(definition, facts, words),
    ...wrong.map((one) => lineOf(one, words)),
    ...(notices.length === 0 ? [] : ['', words.check.information, ...notices.map((one) => lineOf(one, words))]),
  ];
  return `${lines.join('\n')}\n`;
}

function lineOf(one: AuthoringFault, words: AuthoringWords): string {
  const { message, remedy } = describeFault(one, words);
  const place = [one.sheet, one.cell].filter(Boolean).join('!');
  return `  ${shown(`${place === '' ? '' : `${place}: `}${message} ${remedy}`)}`;
}

function summaryOf(definition: Definition, facts: Record<string, string>, { check }: AuthoringWords): string {
  const questions = questionsOf(definition);
  const scored = questions.filter((question) => isScored(definition, question));
  const { as, decimals } = definition.shown;
  return fill(check.usable, {
    ...facts,
    ...{ questionnaire: definitionKeyOf(definition), languages: definition.languages.join(', '), unit: check[as] },
    ...{ questions: String(questions.length), scored: String(scored.length), decimals: String(decimals) },
    groups: String(groupsOf(definition).length),
  });
}
