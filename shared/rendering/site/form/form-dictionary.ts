import type { Definition, Group, Question, Together } from '../../../domain/questionnaire/definition/definition.ts';
import { groupsOf, isSelect, questionsOf, textOf } from '../../../domain/questionnaire/definition/definition-tree.ts';
import { planOf } from '../../../domain/scoring/engine/plan.ts';
import { exactly, parsedRational, toNumber } from '../../../domain/scoring/rational.ts';
import { fill } from '../../words/messages.ts';
import { type DataColumn, type DataRow, integer, text } from '../data-table.ts';
import { decimal } from './form-export-tables.ts';
import type { FormSite } from './form-site.ts';

/** One table of what a questionnaire asks and how it scores. */
export interface DictionaryTable {
  readonly columns: readonly DataColumn[];
  readonly rows: readonly DataRow[];
}

/** The whole questionnaire as data, by file name: every question, every choice and every group with its rules. */
export const formDictionary = (site: FormSite): Readonly<Record<string, DictionaryTable>> => ({
  'questions.csv': questionsTable(site),
  'choices.csv': choicesTable(site),
  'groups.csv': groupsTable(site),
});

type Texts = Readonly<Record<string, string>>;

const labelColumns = ({ questionnaire, messages }: FormSite): DataColumn[] =>
  questionnaire.languages.map((language) =>
    text(`label_${language}`, fill(messages.formSite.columns.languageLabel, { language })),
  );
const labelsOf = ({ languages }: Definition, label: Texts): (string | null)[] =>
  languages.map((language) => label[language] ?? null);

function questionsTable(site: FormSite): DictionaryTable {
  const { questionnaire: definition, messages } = site;
  const words = messages.formSite.columns;
  const { questions } = planOf(definition);
  const row = (question: Question): DataRow => {
    const { name, number = name, type, label, parent, countsInto, weight, relevant, required, evidence } = question;
    const planned = questions.get(name);
    const isNumber = type === 'integer' || type === 'decimal';
    const { low, high, better } = (isNumber ? question.goalposts : undefined) ?? {};
    return [
      ...[name, number, type, isSelect(question) ? question.list : null, isNumber ? (question.unit ?? null) : null],
      ...labelsOf(definition, label),
      ...[parent, countsInto ?? parent, numberOf(weight)],
      planned?.scoring == null ? null : toNumber(planned.scoring.most),
      ...[relevant ?? null, Number(required), evidence.rule, evidence.choices.join(' '), question.constraint ?? null],
      ...[numberOf(low), numberOf(high), better ?? null],
      ...[planned?.missing ?? null, planned?.notRelevant ?? null, question.withinYears ?? null],
    ];
  };
  return {
    columns: [
      text('question', words.name),
      text('number', words.number),
      text('type', words.type),
      text('list', words.list),
      text('unit', words.unit),
      ...labelColumns(site),
      text('group', words.group),
      text('counts_into', words.countsInto),
      decimal('weight', words.weight),
      decimal('most_points', words.mostPoints),
      text('relevant', words.relevant),
      integer('required', words.required),
      text('evidence', words.evidenceRule),
      text('evidence_choices', words.evidenceChoices),
      text('constraint', words.constraint),
      decimal('low', words.low),
      decimal('high', words.high),
      text('better', words.better),
      text('missing', words.missing),
      text('not_relevant', words.notRelevant),
      integer('within_years', words.withinYears),
    ],
    rows: questionsOf(definition).map(row),
  };
}

const numberOf = (exact: string | undefined): number | null => (exact === undefined ? null : toNumber(exactly(exact)));

/** By list: a list serves several questions, whose points it has as their share where it says so. */
function choicesTable(site: FormSite): DictionaryTable {
  const { questionnaire: definition, messages } = site;
  const words = messages.formSite.columns;
  return {
    columns: [
      text('list', words.list),
      text('choice', words.choice),
      ...labelColumns(site),
      decimal('points', words.choicePoints),
      integer('is_share', words.isShare),
      text('means', words.means),
      integer('missing', words.missingChoice),
      integer('exclusive', words.exclusive),
    ],
    rows: definition.lists.flatMap(({ name: list, choices }) =>
      choices.map(({ name, label, points, means, missing, exclusive }): DataRow => {
        const number = points === undefined ? null : parsedRational(points);
        return [
          ...[list, name, ...labelsOf(definition, label)],
          ...[number === null ? null : toNumber(number), points === undefined ? null : Number(/[/%]/.test(points))],
          ...[means ?? null, Number(missing), Number(exclusive)],
        ];
      }),
    ),
  };
}

function groupsTable(site: FormSite): DictionaryTable {
  const { questionnaire: definition, messages } = site;
  const words = messages.formSite.columns;
  const rules = ({ aggregate, rounding, leastShare, ...own }: Together & Partial<Group>): DataRow => [
    ...[aggregate, rounding ?? null, own.missing ?? null, own.notRelevant ?? null, numberOf(leastShare)],
  ];
  const row = (group: Group): DataRow => {
    const { name, number = name, label, parent, countsInto, weight, relevant } = group;
    return [
      ...[name, number, ...labelsOf(definition, label), parent, countsInto ?? parent, numberOf(weight)],
      ...[relevant ?? null, ...rules(group)],
    ];
  };
  return {
    columns: [
      text('group', words.name),
      text('number', words.number),
      ...labelColumns(site),
      text('parent', words.parent),
      text('counts_into', words.countsInto),
      decimal('weight', words.weight),
      text('relevant', words.relevant),
      text('aggregate', words.aggregate),
      integer('rounding', words.rounding),
      text('missing', words.missing),
      text('not_relevant', words.notRelevant),
      decimal('least_share', words.leastShare),
    ],
    rows: [
      [
        ...['index', null, ...labelsOf(definition, definition.title), null, null, null],
        ...[null, ...rules(definition.index)],
      ],
      ...groupsOf(definition).map(row),
    ],
  };
}

/** The same tables as sheets of a workbook. */
export async function formDictionaryWorkbook(site: FormSite): Promise<Uint8Array> {
  const { questionnaire, language } = site;
  const sheets = Object.entries(formDictionary(site)).map(([file, { columns, rows }]) => ({
    ...{ name: file.replace(/\.csv$/, ''), columns, rows },
  }));
  const { writeDataWorkbook } = await import('../../workbooks/data-workbook.ts');
  return writeDataWorkbook(textOf(questionnaire.title, language, questionnaire), language, sheets);
}
