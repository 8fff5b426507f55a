import { type GoogleSheetsSettings, googleSheets } from '../shared/adapters/google/google-sheets.ts';
import { type GoogleSettings, googleFederation } from '../shared/config/environment.ts';
import type { OnlineSheets } from '../shared/ports.ts';
import { limits } from '../shared/workbook/limits.ts';

/** Google Sheets as the environment sets them up; null when they are not used. */
export function onlineSheets(environment: GoogleSettings, scopes: GoogleSheetsSettings['scopes']): OnlineSheets | null {
  const federation = googleFederation(environment);
  if (federation === null) return null;
  const caps = { mostBytes: limits.onlineBytes, mostCells: limits.onlineCells, longestPause: 2_000 };
  return googleSheets({ ...federation, scopes, ...caps });
}
