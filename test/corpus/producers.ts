import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, parse } from 'node:path';
import ExcelJS from 'exceljs';
import writeExcelFile from 'write-excel-file/node';

/** A program that writes the filled questionnaire in its own way, from the one that our writer made. */
export interface Producer {
  readonly name: string;
  /** Debian package that has it; null: it is among our own dependencies. */
  readonly program: { readonly command: string; readonly parameters: readonly string[] } | null;
  /** Writes files into the folder and returns their paths. */
  readonly write: (from: string, folder: string) => Promise<string[]> | string[];
}

export function isThere({ program }: Producer): boolean {
  return program === null || spawnSync(program.command, program.parameters, { stdio: 'ignore' }).status === 0;
}

const openpyxl = `
import sys, openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
source, saved, plain, rich = sys.argv[1:]
workbook = openpyxl.load_workbook(source)
workbook.save(saved)
fresh = openpyxl.Workbook()
fresh.remove(fresh.active)
for sheet in workbook:
    copy = fresh.create_sheet(sheet.title)
    copy.sheet_state = sheet.sheet_state
    for row in sheet.iter_rows(values_only=True):
        copy.append(row)
fresh.save(plain)
# What the office's own tools leave in a file: a chart, a table, a comment, a drop-down over a whole column.
notes = fresh.create_sheet('Notes')
for row in [['Pillar', 'Met'], ['Enablers', 9], ['Performance', 12]]:
    notes.append(row)
chart = BarChart()
chart.add_data(Reference(notes, min_col=2, min_row=1, max_row=3), titles_from_data=True)
notes.add_chart(chart, 'D2')
notes.add_table(Table(displayName='Met', ref='A1:B3'))
notes['A1'].comment = Comment('Checked in spring', 'Office')
drop_down = DataValidation(type='list', formula1='"Yes,No,NA"')
fresh['Questionnaire'].add_data_validation(drop_down)
drop_down.add('D1:D1048576')
fresh.save(rich)
`;

const python = '/usr/bin/python3';

export const producers: readonly Producer[] = [
  {
    name: 'Scorebook (exceljs)',
    program: null,
    write(from, folder) {
      const to = join(folder, 'scorebook.xlsx');
      copyFileSync(from, to);
      return [to];
    },
  },
  {
    name: 'exceljs, loaded and saved',
    program: null,
    async write(from, folder) {
      const to = join(folder, 'exceljs.xlsx');
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(from);
      await workbook.xlsx.writeFile(to);
      return [to];
    },
  },
  {
    name: 'write-excel-file',
    program: null,
    async write(from, folder) {
      const to = join(folder, 'write-excel-file.xlsx');
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(from);
      const sheets = workbook.worksheets.map((sheet) => {
        const rows = Array.from({ length: sheet.rowCount }, (_, row) =>
          Array.from({ length: sheet.columnCount }, (__, column) => {
            const { text } = sheet.getCell(row + 1, column + 1);
            return text === '' ? null : { value: text, type: String };
          }),
        );
        return { sheet: sheet.name, data: rows };
      });
      await writeExcelFile(sheets).toFile(to);
      return [to];
    },
  },
  {
    name: 'openpyxl, loaded and saved, written anew, with a chart and a table',
    program: { command: python, parameters: ['-c', 'import openpyxl'] },
    write(from, folder) {
      const files = ['openpyxl-saved.xlsx', 'openpyxl-anew.xlsx', 'openpyxl-rich.xlsx'].map((name) =>
        join(folder, name),
      );
      execFileSync(python, ['-c', openpyxl, from, ...files]);
      return files;
    },
  },
  {
    name: 'LibreOffice',
    program: { command: 'soffice', parameters: ['--version'] },
    write: (from, folder) =>
      ['xlsx:Calc MS Excel 2007 XML', 'ods', 'fods', 'xls'].map((filter) => libreOffice(from, folder, filter)),
  },
  {
    name: 'Gnumeric',
    program: { command: 'ssconvert', parameters: ['--version'] },
    write: (from, folder) =>
      ['xlsx', 'ods', 'xls'].map((type) => {
        const to = join(folder, `gnumeric.${type}`);
        execFileSync('ssconvert', [from, to], { stdio: 'ignore' });
        return to;
      }),
  },
];

function libreOffice(from: string, folder: string, filter: string): string {
  const type = filter.split(':', 1)[0] ?? '';
  const made = join(folder, 'libreoffice');
  mkdirSync(made, { recursive: true });
  execFileSync('soffice', ['--headless', '--convert-to', filter, '--outdir', made, from], { stdio: 'ignore' });
  const to = join(folder, `libreoffice.${type}`);
  const converted = join(made, `${parse(from).name}.${type}`);
  if (existsSync(converted)) renameSync(converted, to);
  return to;
}
