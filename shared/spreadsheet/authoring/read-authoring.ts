import * as v from 'valibot';
import type { Problem } from '../../domain/answers/problems.ts';
import type { Place } from '../../domain/questionnaire/definition/checks/definition-fault.ts';
import type { Definition } from '../../domain/questionnaire/definition/definition.ts';
import { definitionSchema } from '../../domain/questionnaire/definition/definition-schema.ts';
import { definitionFaults } from '../../domain/questionnaire/definition/load-definition.ts';
import type { Grid } from '../formats/grid.ts';
import { readGrid } from '../formats/read-grid.ts';
import { Unreadable } from '../formats/unreadable.ts';
import { withDecisions } from './apply-decisions.ts';
import type { AuthoringFault } from './authoring-fault.ts';
import { Faults } from './faults.ts';
import { readChoices } from './read-choices.ts';
import { readMapping } from './read-mapping.ts';
import { readScoring } from './read-scoring.ts';
import { readSettings, unknownId } from './read-settings.ts';
import { readSurvey } from './read-survey.ts';
import { type Row, type Tables, tablesIn } from './tables.ts';

/** What an authoring workbook says. */
export interface ReadAuthoring {
  /** null: it has faults. */
  readonly definition: Definition | null;
  /** All that are found, by sheet and cell; notices stand last and hinder nothing. */
  readonly faults: readonly AuthoringFault[];
  /** In which it is written; of a broken one as far as that is known. */
  readonly language: string;
}

/**
 * Reads an authoring workbook (docs/questionnaires.md), and finds every fault of it in one go. What is no workbook comes
 * back as the problem that says why.
 */
export async function readAuthoring(file: Uint8Array): Promise<ReadAuthoring | Problem> {
  try {
    const grid = await readGrid(file);
    const faults = new Faults();
    const tables = decidedTables(grid, faults);
    const settings = readSettings(tables, faults);
    const choices = readChoices(tables.choices, faults);
    const survey = readSurvey(tables.survey, faults);
    if (tables.survey !== undefined && survey.rows.size + survey.unread.size === 0) {
      faults.add('sheet-empty', tables.survey.sheet, null, { sheet: tables.survey.sheet });
    }
    const scoring = readScoring(tables.scoring, survey, faults);
    const { mapping, rows: mappings } = readMapping(tables.mapping, settings, faults);
    const { previous: _, ...ofSettings } = settings;
    const definition: Definition = {
      ...ofSettings,
      lists: [...choices.lists],
      index: scoring.index,
      nodes: [...scoring.nodes],
      ...(mapping === undefined ? {} : { mapping }),
    };
    const unread = new Set([
      ...(settings.id === unknownId ? ['form_id'] : []),
      ...survey.unread,
      ...scoring.unread,
      ...[...choices.unread].map((list) => `list:${list}`),
    ]);
    const rows: RowsByPart = { survey: survey.rows, choices: choices.rows, scoring: scoring.rows, mapping: mappings };
    const place = (at: Place) => placed(at, tables, rows);
    // Of a workbook without questions or settings there is nothing more to say.
    const isThere = survey.rows.size > 0 && (tables.settings?.rows ?? []).length > 0;
    for (const { code, severity, place: at, facts } of isThere ? definitionFaults(definition, unread) : []) {
      const { sheet, cell } = place(at);
      if (severity === 'fault') faults.add(code, sheet, cell, facts);
      else faults.notice(code, sheet, cell, facts);
    }
    const sheets = grid.sheets.map(({ name }) => name);
    return {
      // Whatever shape was not thought of when cells were read is no definition either.
      definition: faults.areThere ? null : v.parse(definitionSchema, definition),
      faults: faults.inOrder(sheets),
      language: settings.defaultLanguage,
    };
  } catch (error) {
    if (error instanceof Unreadable) return error.problem;
    throw error;
  }
}

/** The tables with what the office has decided of a draft. */
function decidedTables(grid: Grid, faults: Faults): Tables {
  const { decisions } = tablesIn(grid, new Faults());
  const decided = withDecisions(grid, decisions, faults);
  return tablesIn(decided, faults);
}

type RowsByPart = Readonly<Record<Exclude<Place['part'], 'settings'>, ReadonlyMap<string, Row>>>;

/** The cell of a place in the definition; of what no row says, the row of its node, or the headings. */
function placed(
  { part, name, field, language }: Place,
  tables: Tables,
  rows: RowsByPart,
): { sheet: string; cell: string | null } {
  const table = tables[part];
  if (table === undefined) {
    // The sheet is not there: what is wrong with a node is told at the node.
    return part === 'survey'
      ? { sheet: part, cell: null }
      : placed({ part: 'survey', name, field: 'name' }, tables, rows);
  }
  const row = part === 'settings' ? table.rows[0] : rows[part].get(name);
  if (row !== undefined) return { sheet: table.sheet, cell: row.place(field, language) };
  if (part === 'scoring' && rows.survey.has(name)) return placed({ part: 'survey', name, field: 'name' }, tables, rows);
  return { sheet: table.sheet, cell: null };
}
