import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
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

const xlsxwriter = `
import json, sys, xlsxwriter
source, plain, constant = sys.argv[1:]
for path, options in [(plain, {}), (constant, {'constant_memory': True})]:
    workbook = xlsxwriter.Workbook(path, {**options, 'strings_to_formulas': False, 'strings_to_urls': False})
    for sheet in json.load(open(source)):
        page = workbook.add_worksheet(sheet['name'])
        for row, cells in enumerate(sheet['rows']):
            for column, text in enumerate(cells):
                if text: page.write_string(row, column, text)
    workbook.close()
`;

const excelWriter = `
use JSON::PP; use Excel::Writer::XLSX;
my ($source, $to) = @ARGV;
open my $in, '<', $source; local $/; my $sheets = decode_json(<$in>);
my $workbook = Excel::Writer::XLSX->new($to);
for my $sheet (@$sheets) {
  my $page = $workbook->add_worksheet($sheet->{name});
  my $row = 0;
  for my $cells (@{$sheet->{rows}}) {
    my $column = 0;
    for my $text (@$cells) { $page->write_string($row, $column, $text) if length $text; $column++; }
    $row++;
  }
}
$workbook->close();
`;

const openxlsx = `
suppressMessages(library(openxlsx))
paths <- commandArgs(trailingOnly = TRUE)
saveWorkbook(loadWorkbook(paths[1]), paths[2], overwrite = TRUE)
names <- getSheetNames(paths[1])
read <- function(name) read.xlsx(paths[1], name, colNames = FALSE, skipEmptyRows = FALSE, skipEmptyCols = FALSE, na.strings = '')
write.xlsx(setNames(lapply(names, read), names), paths[3], colNames = FALSE)
`;

const python = '/usr/bin/python3';

/** Beside the workbook: the texts of its sheets as JSON, for programs that only write. Returns where. */
async function textsOf(from: string, folder: string): Promise<string> {
  const to = join(folder, 'texts.json');
  writeFileSync(to, JSON.stringify(await sheetTexts(from)));
  return to;
}

async function sheetTexts(from: string): Promise<{ name: string; rows: string[][] }[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(from);
  return workbook.worksheets.map((sheet) => ({
    name: sheet.name,
    rows: Array.from({ length: sheet.rowCount }, (_, row) =>
      Array.from({ length: sheet.columnCount }, (__, column) => sheet.getCell(row + 1, column + 1).text),
    ),
  }));
}

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
      const sheets = (await sheetTexts(from)).map(({ name, rows }) => ({
        sheet: name,
        data: rows.map((row) => row.map((text) => (text === '' ? null : { value: text, type: String }))),
      }));
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
    name: 'XlsxWriter, and in constant memory',
    program: { command: python, parameters: ['-c', 'import xlsxwriter'] },
    async write(from, folder) {
      const files = ['xlsxwriter.xlsx', 'xlsxwriter-constant.xlsx'].map((name) => join(folder, name));
      execFileSync(python, ['-c', xlsxwriter, await textsOf(from, folder), ...files]);
      return files;
    },
  },
  {
    name: 'Excel::Writer::XLSX',
    program: { command: 'perl', parameters: ['-MExcel::Writer::XLSX', '-e', '1'] },
    async write(from, folder) {
      const to = join(folder, 'excel-writer.xlsx');
      execFileSync('perl', ['-e', excelWriter, await textsOf(from, folder), to]);
      return [to];
    },
  },
  {
    name: 'R (openxlsx), loaded and saved, written anew from data frames',
    program: { command: 'Rscript', parameters: ['-e', 'library(openxlsx)'] },
    write(from, folder) {
      const files = ['r-saved.xlsx', 'r-anew.xlsx'].map((name) => join(folder, name));
      execFileSync('Rscript', ['-e', openxlsx, from, ...files], { stdio: 'ignore' });
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
