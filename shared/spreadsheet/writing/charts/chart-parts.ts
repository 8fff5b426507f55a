import type { Workbook, Worksheet } from 'exceljs';
import { strFromU8, strToU8 } from 'fflate';
import { fixed, placeIn } from '../references.ts';
import { attributeText } from '../snapshot/xml-text.ts';
import type { CellRange, Chart } from './chart.ts';
import { chartXml, type Referred } from './chart-xml.ts';

/** A chart and the sheet that it stands on. */
export interface PlacedChart {
  readonly sheet: Worksheet;
  readonly chart: Chart;
}

type Parts = Readonly<Record<string, Uint8Array>>;

const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const chartNamespace = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * The parts of a written workbook with its charts, for which exceljs has no place: each chart is a part, those of a sheet
 * stand in one drawing, and sheet, drawing and content types name them. The same charts over the same cells are the same
 * bytes.
 */
export function withCharts(
  parts: Parts,
  workbook: Workbook,
  charts: readonly PlacedChart[],
): Record<string, Uint8Array> {
  const made: Record<string, Uint8Array> = { ...parts };
  let number = 0;
  for (const [sheet, placed] of Map.groupBy(charts, (one) => one.sheet)) {
    const first = number + 1;
    for (const { chart } of placed) {
      number += 1;
      made[`xl/charts/chart${number}.xml`] = strToU8(chartXml(referred(chart, workbook)));
    }
    // One that exceljs numbers is of a picture.
    const drawing = Object.keys(made).filter((name) => name.startsWith('xl/drawings/drawing')).length + 1;
    made[`xl/drawings/drawing${drawing}.xml`] = strToU8(drawingXml(placed.map(({ chart }) => chart)));
    made[`xl/drawings/_rels/drawing${drawing}.xml.rels`] = strToU8(
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${placed
        .map((_, index) => relationship(index + 1, 'chart', `../charts/chart${first + index}.xml`))
        .join('')}</Relationships>`,
    );
    nameDrawing(made, sheet, drawing);
    const overrides = [
      override(`/xl/drawings/drawing${drawing}.xml`, 'drawing+xml'),
      ...placed.map((_, index) => override(`/xl/charts/chart${first + index}.xml`, 'drawingml.chart+xml')),
    ];
    edit(made, '[Content_Types].xml', '</Types>', overrides.join(''));
  }
  return made;
}

const override = (part: string, kind: string): string =>
  `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${kind}"/>`;

const relationship = (id: number, kind: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${relationships}/${kind}" Target="${target}"/>`;

/** What stands in a sheet after its drawing, in the order of the schema. */
const afterDrawing =
  /<(?:legacyDrawing|legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|<\/worksheet>/;

function nameDrawing(made: Record<string, Uint8Array>, sheet: Worksheet, drawing: number): void {
  const part = `xl/worksheets/sheet${sheet.id}.xml`;
  const related = `xl/worksheets/_rels/sheet${sheet.id}.xml.rels`;
  const written = strFromU8(made[part] ?? new Uint8Array());
  if (!afterDrawing.test(written) || written.includes('<drawing ')) {
    throw new Error(`The sheet ${sheet.name} has no place for a drawing`);
  }
  made[related] ??= strToU8(
    `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`,
  );
  // A sheet whose only relationships were links inside the workbook has an element without an end.
  const relations = strFromU8(made[related]).replace(/(<Relationships\b[^>]*?)\/>/, '$1></Relationships>');
  made[related] = strToU8(relations);
  const ids = [...relations.matchAll(/\bId="rId(\d+)"/g)].map(([, id]) => Number(id));
  const id = Math.max(0, ...ids) + 1;
  edit(made, related, '</Relationships>', relationship(id, 'drawing', `../drawings/drawing${drawing}.xml`));
  edit(made, part, afterDrawing, `<drawing r:id="rId${id}"/>`);
}

/** Puts a text before the first place that is found. */
function edit(made: Record<string, Uint8Array>, part: string, before: string | RegExp, text: string): void {
  const content = strFromU8(made[part] ?? new Uint8Array());
  const edited = content.replace(before, (found) => `${text}${found}`);
  if (edited === content) throw new Error(`${part} is not as exceljs writes it`);
  made[part] = strToU8(edited);
}

/** A chart with what its cells hold: the caches are what the cells say, because they are read from them. */
function referred(chart: Chart, workbook: Workbook) {
  const at = ({ sheet, range }: CellRange): Referred => ({
    place: placeIn(sheet, fixed(range)),
    values: valuesOf(workbook, sheet, range),
  });
  return {
    kind: chart.kind,
    language: chart.language,
    percent: chart.percent,
    labels: at(chart.labels),
    series: chart.series.map(({ name, values, look }) => ({ name: at(name), values: at(values), look })),
  };
}

function valuesOf(workbook: Workbook, name: string, range: string): Referred['values'] {
  const sheet = workbook.getWorksheet(name);
  const [, column = '', first = '', last = first] = /^([A-Z]+)(\d+)(?::\1(\d+))?$/.exec(range) ?? [];
  if (sheet === undefined || first === '') throw new Error(`${name} has no cells ${range} of one column`);
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => {
    const cell = sheet.getCell(`${column}${Number(first) + index}`);
    const shown = cell.formula ? cell.result : cell.value;
    return typeof shown === 'string' || (typeof shown === 'number' && Number.isFinite(shown)) ? shown : null;
  });
}

/** English Metric Units of a pixel. */
const pixelUnits = 9525;

function drawingXml(charts: readonly Chart[]): string {
  const main = 'http://schemas.openxmlformats.org/drawingml/2006/main';
  const spreadsheet = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
  const frames = charts.map(frameXml).join('');
  return `${head}<xdr:wsDr xmlns:xdr="${spreadsheet}" xmlns:a="${main}">${frames}</xdr:wsDr>`;
}

function frameXml({ title, alternative, cell, size }: Chart, index: number): string {
  const [column, row] = [cell.column - 1, cell.row - 1];
  // 1 is the drawing itself.
  const id = index + 2;
  return [
    `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff>`,
    `<xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>`,
    `<xdr:ext cx="${pixelUnits * size.width}" cy="${pixelUnits * size.height}"/>`,
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${id}" name="Chart ${index + 1}" `,
    `descr="${attributeText(alternative)}" title="${attributeText(title)}"/>`,
    '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>',
    '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>',
    `<a:graphic><a:graphicData uri="${chartNamespace}"><c:chart xmlns:c="${chartNamespace}" `,
    `xmlns:r="${relationships}" r:id="rId${index + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame>`,
    '<xdr:clientData/></xdr:oneCellAnchor>',
  ].join('');
}
