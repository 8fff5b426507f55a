import { type GoogleSettings, googleFederation } from '../config/environment.ts';
import { limits } from '../domain/submissions/limits.ts';
import type { OnlineSheets } from '../ports/online-sheets.ts';
import { type GoogleSheetsSettings, googleSheets } from './google/google-sheets.ts';

/** Google Sheets as the environment sets them up; null when they are not used. */
export function onlineSheets(environment: GoogleSettings, scopes: GoogleSheetsSettings['scopes']): OnlineSheets | null {
  const federation = googleFederation(environment);
  if (federation === null) return null;
  const caps = { maxBytes: limits.onlineBytes, maxCells: limits.onlineCells };
  return googleSheets({ ...federation, scopes, ...caps });
}
