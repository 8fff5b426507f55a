import { mustGet } from '../../../domain/must.ts';
import { countsIntoNone, definitionKeyOf, indexName } from '../../../domain/questionnaire/definition/definition.ts';
import {
  groupTitle,
  isGroup,
  isSelect,
  nodesByName,
} from '../../../domain/questionnaire/definition/definition-tree.ts';
import { type PlannedGroup, planOf, type QuestionScoring } from '../../../domain/scoring/engine/plan.ts';
import { isZero, type Rational, rational, times, toNumber } from '../../../domain/scoring/rational.ts';
import { looks, put } from '../../../spreadsheet/writing/cell-styles.ts';
import { rowHeight } from '../../../spreadsheet/writing/row-height.ts';
import type { Workbook } from '../../../spreadsheet/writing/spreadsheet.ts';
import { fill } from '../../words/fill.ts';
import { numberFormat } from '../../words/formats.ts';
import { percentText } from '../../words/numbers.ts';
import { pluralOf } from '../../words/plural.ts';
import { questionIn } from '../../words/question-words.ts';
import { readableInstant } from '../../words/readable.ts';
import { certificationFacts } from '../results/certification-facts.ts';
import { addReadingSheet, putTableHeading } from '../results/reading-sheet.ts';
import { type Column, putTable } from '../results/table.ts';
import { referenceLine } from '../sheets/identity-sheet.ts';
import type { FormResultsContent } from './form-results-content.ts';

const widths = [52, 62, 10, 22, 22];
const firstFact = 7;

interface Rule {
  readonly what: string;
  readonly how: string;
  readonly weight: string;
  readonly missing: string;
  readonly notRelevant: string;
  readonly isSection: boolean;
}

/** From which file, and how each section and question is scored, in words. */
export function addFormMethodSheet(workbook: Workbook, content: FormResultsContent): void {
  const { messages } = content;
  const words = messages.results.method;
  const own = messages.formResults.workbook.method;
  const sheet = addReadingSheet(
    workbook,
    {
      ...{ name: messages.workbook.sheets.method, title: words.title, intro: messages.formResults.computed },
      ...{ orientation: 'landscape', widths },
    },
    content,
  );
  putTableHeading(sheet, firstFact - 1, words.facts);
  const facts = factsOf(content);
  for (const [index, [label, value]] of facts.entries()) {
    const row = firstFact + index;
    sheet.mergeCells(`C${row}:F${row}`);
    put(sheet, `B${row}`, label, looks.rowNote);
    const look = index < 2 ? { ...looks.row, numFmt: '@', protection: { locked: false } } : looks.row;
    put(sheet, `C${row}`, value, index < 2 && value === '' ? looks.textInput : look);
    sheet.getRow(row).height = rowHeight([{ text: value, width: 100 }], 18);
  }
  const start = firstFact + facts.length + 2;
  putTableHeading(sheet, start - 1, own.how);
  const columns: Column<Rule>[] = [
    { heading: own.what, kind: 'text', value: ({ what }) => what },
    { heading: own.how, kind: 'text', value: ({ how }) => how },
    { heading: own.weight, kind: 'text', value: ({ weight }) => weight },
    { heading: own.missing, kind: 'note', value: ({ missing }) => missing },
    { heading: own.notRelevant, kind: 'note', value: ({ notRelevant }) => notRelevant },
  ];
  putTable(sheet, start, { columns, rows: rulesOf(content), widths, strong: ({ isSection }) => isSection });
}

function factsOf({ report, messages }: FormResultsContent): (readonly [string, string])[] {
  const words = messages.results.method;
  const key = definitionKeyOf(report.definition);
  return [
    [messages.workbook.authority, report.authority?.name ?? ''],
    [messages.workbook.round, report.round ?? ''],
    [words.questionnaire, key],
    [words.file, report.fileName],
    [words.received, readableInstant(report.receivedAt, messages)],
    ...certificationFacts(report, messages),
    [words.sha256, report.sha256],
    [words.reproduce, 'npm run -s scorebook -- score FILE --questionnaire QUESTIONNAIRE.xlsx --json'],
    [messages.workbook.formReference, referenceLine(key, report)],
  ];
}

function rulesOf(content: FormResultsContent): Rule[] {
  const { report, messages, language } = content;
  const { definition } = report;
  const own = messages.formResults.workbook.method;
  const plan = planOf(definition);
  const nodes = nodesByName(definition);
  const scored = plan.scored.filter((name) => plan.groups.get(name)?.parts.length !== 0);
  return scored.map((name): Rule => {
    const group = plan.groups.get(name);
    const node = nodes.get(name);
    const weight = node === undefined || node.type === 'note' ? '' : node.weight;
    if (group !== undefined) {
      const what = node === undefined || !isGroup(node) ? own.all : groupTitle(node, language, definition);
      return { what, how: howOfGroup(name, group, content), weight, missing: '', notRelevant: '', isSection: true };
    }
    const { number: id = name, text = '' } = questionIn(definition, name, language) ?? {};
    const planned = mustGet(plan.questions, name);
    const { scoring, missing, notRelevant } = planned;
    return {
      ...{ what: `${id}  ${text}`, weight, isSection: false },
      how: scoring === null ? '' : howOfQuestion(name, scoring, content),
      missing: own.rules[missing],
      notRelevant: own.rules[notRelevant],
    };
  });
}

function howOfGroup(name: string, group: PlannedGroup, { report, messages, language }: FormResultsContent): string {
  const own = messages.formResults.workbook.method;
  const { definition } = report;
  const { aggregate, rounding, leastShare } = group;
  const node = nodesByName(definition).get(name);
  const into = node !== undefined && isGroup(node) && node.countsInto !== undefined ? node.countsInto : null;
  const other = into === null ? undefined : nodesByName(definition).get(into);
  const otherTitle = other !== undefined && isGroup(other) ? groupTitle(other, language, definition) : own.all;
  const share = percentText(toNumber(times(leastShare, rational(100n))), messages, 1);
  return [
    own.aggregates[aggregate],
    ...(rounding === undefined ? [] : [pluralOf(own.rounded, rounding, { count: rounding }, messages.workbook.locale)]),
    ...(isZero(leastShare) ? [] : [fill(own.leastShare, { share })]),
    ...(into === null || into === indexName
      ? []
      : [into === countsIntoNone ? own.shownOnly : fill(own.countsInto, { section: otherTitle })]),
  ].join(' ');
}

function howOfQuestion(
  name: string,
  { most, goalposts }: QuestionScoring,
  { report, messages }: FormResultsContent,
): string {
  const own = messages.formResults.workbook.method;
  const told = (number: Rational): string =>
    numberFormat(messages.workbook.locale, { maximumFractionDigits: 6 }).format(toNumber(number));
  const node = nodesByName(report.definition).get(name);
  if (goalposts === null) {
    const isSeveral = node !== undefined && isSelect(node) && node.type === 'select_multiple';
    return fill(isSeveral ? own.choices : own.choice, { most: told(most) });
  }
  const { worst, best } = goalposts;
  const isMore = toNumber(best) >= toNumber(worst);
  const [low, high] = isMore ? [worst, best] : [best, worst];
  return fill(own.number, { low: told(low), high: told(high), worst: told(worst), best: told(best), most: told(most) });
}
