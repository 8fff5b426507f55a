import type { sheets_v4 } from '@googleapis/sheets';
import { html } from 'hono/html';
import type { HeldSheet } from './google-server.ts';

/** What a person would see at Google: enough to see the answers, and the tab of results come back. */
const frame = (title: string, body: unknown) =>
  String(html`<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width" />
  <title>${title}</title>
  <style>
    body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5rem; }
    table { border-collapse: collapse; margin-bottom: 2rem; }
    td { border: 1px solid #ccc; padding: 0.2rem 0.5rem; max-width: 24rem; vertical-align: top; }
    h2 { font-size: 1.1rem; }
    .made { background: #eef7ee; }
  </style>
  <h1>${title}</h1>
  ${body}
</html>`);

export const listPage = (sheets: ReadonlyMap<string, HeldSheet>, folder: string): string =>
  frame(
    'Sheets of this emulator of Google',
    html`<p>Each workbook in ${folder} is a sheet. Save the workbook to edit the sheet. Drop the <code>.gsheet</code> beside it into the inbox to send its link.</p>
      <ul>
        ${[...sheets].map(
          ([id, held]) =>
            html`<li><a href="/spreadsheets/d/${id}/edit">${held.spreadsheet.properties?.title ?? id}</a>: https://docs.google.com/spreadsheets/d/${id}/edit</li>`,
        )}
      </ul>`,
  );

export const sheetPage = ({ spreadsheet, modifiedTime }: HeldSheet): string =>
  frame(
    spreadsheet.properties?.title ?? '',
    html`<p><a href="/">All sheets</a> · last change ${modifiedTime}</p>
      ${(spreadsheet.sheets ?? []).toReversed().map(tab)}`,
  );

function tab({ properties, data, developerMetadata = [] }: sheets_v4.Schema$Sheet) {
  const rows = (data ?? []).flatMap(({ rowData }) => rowData ?? []);
  const shown = properties?.hidden === true ? ' (hidden)' : '';
  return html`<h2>${properties?.title ?? ''}${shown}</h2>
    <table class="${developerMetadata.length > 0 ? 'made' : ''}">
      ${rows.map(({ values = [] }) => html`<tr>${values.map((cell) => html`<td>${textOf(cell)}</td>`)}</tr>`)}
    </table>`;
}

function textOf({ formattedValue, effectiveValue }: sheets_v4.Schema$CellData): string {
  const { stringValue, numberValue, boolValue } = effectiveValue ?? {};
  return formattedValue ?? stringValue ?? String(numberValue ?? boolValue ?? '');
}
