import { describe, expect, test } from 'vitest';
import { readAuthoring } from '../../../shared/spreadsheet/authoring/read-authoring.ts';
import { authoringWorkbook, changedAuthoring, soundAuthoring } from '../../support/authoring-workbook.ts';
import type { RawCell } from '../../support/raw-workbook.ts';

const headings = ['decision', 'decided', 'default', 'options', 'why', 'sheet', 'column', 'rows'];

async function withDecision(row: readonly RawCell[], changes: Readonly<Record<string, RawCell>> = {}) {
  const sheets = { decisions: [headings, row], ...changedAuthoring(changes, soundAuthoring) };
  const read = await readAuthoring(authoringWorkbook(sheets));
  if ('code' in read) throw new Error(read.code);
  return read;
}

const evidence = (decided: RawCell): RawCell[] => [
  ...['Evidence for 2 questions', decided, 'asked', 'none · required', null, 'survey', 'evidence', 'Q1, Q2'],
];

describe('a decision of a draft', () => {
  test('that is open is a fault at its cell, and nothing can be used yet', async () => {
    const { definition, faults } = await withDecision(evidence(null));
    expect(definition).toBeNull();
    expect(faults.filter(({ severity }) => severity === 'fault')).toEqual([
      {
        ...{ code: 'decision-open', severity: 'fault', sheet: 'decisions', cell: 'B2' },
        facts: { column: 'decided', decision: 'Evidence for 2 questions', default: 'asked' },
      },
    ]);
  });

  const rules = (read: Awaited<ReturnType<typeof withDecision>>) =>
    read.definition?.nodes.flatMap((node) => ('evidence' in node ? [`${node.name} ${node.evidence.rule}`] : []));

  test('that takes the default leaves the cells as they are', async () => {
    const read = await withDecision(evidence('Asked'), { 'survey!H4': 'none' });
    expect(rules(read)).toEqual(['Q1 none', 'Q2 none', 'Q3 none', 'Q4 none', 'Q5 none']);
  });

  test('that takes something else changes the cells that still have the default, not those changed by hand', async () => {
    const read = await withDecision(evidence('required'), { 'survey!H4': 'none', 'survey!H5': 'asked' });
    expect(rules(read)).toEqual(['Q1 none', 'Q2 required', 'Q3 none', 'Q4 none', 'Q5 none']);
  });

  test('follows its rows when they are moved, for it names them', async () => {
    const [head = [], ...rest] = soundAuthoring['survey'] ?? [];
    const survey = [head, ['note', 'more', 'More', 'Lisää'], ...rest];
    const sheets = { ...changedAuthoring({ 'survey!H5': 'asked' }), survey };
    const moved = {
      decisions: [headings, evidence('required')],
      ...changedAuthoring({ 'survey!H6': 'asked' }, sheets),
    };
    const read = await readAuthoring(authoringWorkbook(moved));
    if ('code' in read) throw new Error(read.code);
    expect(rules(read)).toContain('Q2 required');
  });

  test('fills blank cells and empties filled ones', async () => {
    const condition = ['Whether Q5', "${Q1} = 'yes'", '(blank)', null, null, 'survey', 'relevant', 'Q5'];
    const filled = await withDecision(condition);
    expect(filled.definition?.nodes.find(({ name }) => name === 'Q5')).toMatchObject({ relevant: "${Q1} = 'yes'" });
    const emptied = await withDecision([
      'Whether Q2',
      '(blank)',
      "${Q1} = 'yes'",
      null,
      null,
      'survey',
      'relevant',
      'Q2',
    ]);
    expect(emptied.definition?.nodes.find(({ name }) => name === 'Q2')).not.toHaveProperty('relevant');
  });

  test('is about choices by their lists, and about settings', async () => {
    const choices = await withDecision([
      'What No means',
      'yes',
      '(blank)',
      null,
      null,
      'choices',
      'missing',
      'yes_no/no',
    ]);
    const list = choices.definition?.lists.find(({ name }) => name === 'yes_no');
    expect(list?.choices.map(({ missing }) => missing)).toEqual([false, true]);
    const settings = await withDecision(['Shown', 'points', 'percent', null, null, 'settings', 'shown', null]);
    expect(settings.definition?.shown.as).toBe('points');
  });

  test('that is a number in Excel is the text that was typed', async () => {
    const read = await withDecision(['The version', 2027, '1.10', null, null, 'settings', 'version', null]);
    expect(read.definition?.version).toBe('2027');
  });

  test('with a value that cannot be is a fault where it would stand', async () => {
    const { faults } = await withDecision(evidence('always'), { 'survey!H5': 'asked' });
    expect(faults.filter(({ severity }) => severity === 'fault')).toMatchObject([
      { code: 'value-unknown', sheet: 'survey', cell: 'H5' },
    ]);
  });
});
