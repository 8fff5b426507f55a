import { attributeText, elementText } from '../snapshot/xml-text.ts';
import type { Chart, ChartSeries, SeriesLook } from './chart.ts';

/** Cells as a chart refers to them: `Method!$C$39:$C$50`, and what stands in them now; null: nothing. */
export interface Referred {
  readonly place: string;
  readonly values: readonly (string | number | null)[];
}

export interface ReferredSeries extends Pick<ChartSeries, 'look'> {
  readonly name: Referred;
  readonly values: Referred;
}

/** A chart with what its cells hold. */
export interface ReferredChart extends Pick<Chart, 'kind' | 'language' | 'percent'> {
  readonly labels: Referred;
  readonly series: readonly ReferredSeries[];
}

const namespaces = [
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
].join(' ');

const ink = '1F2933';
const quiet = '5B6773';
const grid = 'D5DBE0';
const white = 'FFFFFF';

/** English Metric Units of a point. */
const pointUnits = 12_700;

interface LineLook {
  /** Points. */
  readonly width: number;
  readonly dash: 'solid' | 'sysDash' | 'sysDot';
  readonly colour: string;
}

const looks = {
  own: { line: { width: 2.75, dash: 'solid', colour: '0B5563' }, marker: 'circle', size: 8, bar: solid('0B5563') },
  average: { line: { width: 1.5, dash: 'sysDash', colour: quiet }, marker: 'square', size: 6, bar: solid(grid) },
  best: { line: { width: 1.5, dash: 'sysDot', colour: '7A3E9D' }, marker: 'diamond', size: 8, bar: hatched('7A3E9D') },
} as const satisfies Record<SeriesLook, { line: LineLook; marker: string; size: number; bar: string }>;

/** Two axes of one chart, which name each other. */
const axes = { categories: 111_111_111, values: 222_222_222 } as const;

/**
 * The part of a chart. What Excel has a default for that other programs do not share is written out, and elements stand
 * in the order of their schema: Excel mends nothing else so readily.
 */
export function chartXml(chart: ReferredChart): string {
  const plot = chart.kind === 'radar' ? radarPlot(chart) : barsPlot(chart);
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    `<c:chartSpace ${namespaces}><c:date1904 val="0"/><c:roundedCorners val="0"/>`,
    // The heading stands in a cell above.
    `<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>${plot}<c:spPr><a:noFill/></c:spPr></c:plotArea>`,
    `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${text(chart, 10, ink)}</c:legend>`,
    // Rows that somebody hides are drawn all the same.
    '<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>',
    `<c:spPr>${solid(white)}<a:ln><a:noFill/></a:ln></c:spPr>${text(chart, 10, ink)}`,
    '<c:printSettings><c:headerFooter/><c:pageMargins b="0.75" l="0.7" r="0.7" t="0.75" header="0.3" footer="0.3"/>',
    '<c:pageSetup/></c:printSettings></c:chartSpace>',
  ].join('');
}

function radarPlot(chart: ReferredChart): string {
  const series = chart.series.map((one, index) => {
    const { line, marker, size } = looks[one.look];
    // Hollow, so that what lies under the best quarter is still seen.
    const filling = solid(one.look === 'best' ? white : line.colour);
    const spPr = `<c:spPr>${filling}${lineXml({ ...line, width: 1.25, dash: 'solid' })}</c:spPr>`;
    return [
      `<c:ser>${opening(one, index)}<c:spPr>${lineXml(line)}</c:spPr>`,
      `<c:marker><c:symbol val="${marker}"/><c:size val="${size}"/>${spPr}</c:marker>${closing(one, chart)}</c:ser>`,
    ].join('');
  });
  return [
    // Left to itself, LibreOffice makes room for the longest label on all sides, and little is left to draw in.
    layout({ x: 0.23, y: 0.13, width: 0.54, height: 0.69 }),
    `<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>${series.join('')}${axisIds}</c:radarChart>`,
    categoryAxis(chart, { orientation: 'minMax', position: 'b', labels: 'nextTo', gridlines: true }),
    valueAxis(chart, { position: 'l', crosses: 'autoZero', step: 0.25, format: `${chart.percent};;` }),
  ].join('');
}

function barsPlot(chart: ReferredChart): string {
  const series = chart.series.map((one, index) => {
    const { line, bar } = looks[one.look];
    const spPr = `<c:spPr>${bar}${lineXml({ ...line, width: 0.75, dash: 'solid' })}</c:spPr>`;
    const labels = one.look === 'own' ? valueLabels(chart) : '';
    return `<c:ser>${opening(one, index)}${spPr}<c:invertIfNegative val="0"/>${labels}${closing(one, chart)}</c:ser>`;
  });
  return [
    layout({ x: 0.3, y: 0.02, width: 0.63, height: 0.86 }),
    '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>',
    `${series.join('')}<c:gapWidth val="60"/><c:overlap val="0"/>${axisIds}</c:barChart>`,
    // The first category stands on top, and the percentages below all of them.
    categoryAxis(chart, { orientation: 'maxMin', position: 'l', labels: 'low', gridlines: false }),
    valueAxis(chart, { position: 'b', crosses: 'max', step: 0.1, format: chart.percent }),
  ].join('');
}

const axisIds = `<c:axId val="${axes.categories}"/><c:axId val="${axes.values}"/>`;

/** What a series of either kind begins with. */
function opening({ name }: ReferredSeries, index: number): string {
  return `<c:idx val="${index}"/><c:order val="${index}"/><c:tx>${texts(name)}</c:tx>`;
}

/** What a series of either kind ends with. */
function closing({ values }: ReferredSeries, { labels, percent }: ReferredChart): string {
  return `<c:cat>${texts(labels)}</c:cat><c:val>${numbers(values, percent)}</c:val>`;
}

function texts(referred: Referred): string {
  return `<c:strRef>${formula(referred)}<c:strCache>${points(referred)}</c:strCache></c:strRef>`;
}

function numbers(referred: Referred, percent: string): string {
  const cache = `<c:numCache><c:formatCode>${elementText(percent)}</c:formatCode>${points(referred)}</c:numCache>`;
  return `<c:numRef>${formula(referred)}${cache}</c:numRef>`;
}

const formula = ({ place }: Referred): string => `<c:f>${elementText(place)}</c:f>`;

/** A cell without a value has no point: Excel takes neither an empty one nor NaN. */
function points({ values }: Referred): string {
  const known = values.flatMap((value, index) =>
    value === null || value === ''
      ? []
      : [`<c:pt idx="${index}"><c:v>${typeof value === 'number' ? String(value) : elementText(value)}</c:v></c:pt>`],
  );
  return `<c:ptCount val="${values.length}"/>${known.join('')}`;
}

function valueLabels(chart: ReferredChart): string {
  return [
    `<c:dLbls><c:numFmt formatCode="${attributeText(chart.percent)}" sourceLinked="0"/>`,
    '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>',
    `${text(chart, 9, ink)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>`,
    '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>',
  ].join('');
}

interface CategoryAxis {
  readonly orientation: 'minMax' | 'maxMin';
  readonly position: 'b' | 'l';
  readonly labels: 'nextTo' | 'low';
  readonly gridlines: boolean;
}

function categoryAxis(chart: ReferredChart, { orientation, position, labels, gridlines }: CategoryAxis): string {
  return [
    `<c:catAx><c:axId val="${axes.categories}"/><c:scaling><c:orientation val="${orientation}"/></c:scaling>`,
    `<c:delete val="0"/><c:axPos val="${position}"/>${gridlines ? gridlinesXml : ''}`,
    '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>',
    `<c:tickLblPos val="${labels}"/><c:spPr>${lineXml({ width: 0.75, dash: 'solid', colour: quiet })}</c:spPr>`,
    `${text(chart, 10, ink)}<c:crossAx val="${axes.values}"/><c:crosses val="autoZero"/><c:auto val="0"/>`,
    '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>',
  ].join('');
}

interface ValueAxis {
  readonly position: 'b' | 'l';
  readonly crosses: 'autoZero' | 'max';
  readonly step: number;
  readonly format: string;
}

/** From nothing to all, whatever the values are. */
function valueAxis(chart: ReferredChart, { position, crosses, step, format }: ValueAxis): string {
  return [
    `<c:valAx><c:axId val="${axes.values}"/>`,
    '<c:scaling><c:orientation val="minMax"/><c:max val="1"/><c:min val="0"/></c:scaling>',
    `<c:delete val="0"/><c:axPos val="${position}"/>${gridlinesXml}`,
    `<c:numFmt formatCode="${attributeText(format)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>`,
    `<c:tickLblPos val="nextTo"/><c:spPr>${gridLine}</c:spPr>${text(chart, 8, quiet)}`,
    `<c:crossAx val="${axes.categories}"/><c:crosses val="${crosses}"/><c:crossBetween val="between"/>`,
    `<c:majorUnit val="${step}"/></c:valAx>`,
  ].join('');
}

const gridLine = lineXml({ width: 0.75, dash: 'solid', colour: grid });
const gridlinesXml = `<c:majorGridlines><c:spPr>${gridLine}</c:spPr></c:majorGridlines>`;

/** Where the plot stands, without its labels, in parts of the chart. */
function layout({ x, y, width, height }: { x: number; y: number; width: number; height: number }): string {
  return [
    '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>',
    `<c:x val="${x}"/><c:y val="${y}"/><c:w val="${width}"/><c:h val="${height}"/></c:manualLayout></c:layout>`,
  ].join('');
}

function solid(colour: string): string {
  return `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
}

function hatched(colour: string): string {
  const [front, back] = [colour, white].map((one) => `<a:srgbClr val="${one}"/>`);
  return `<a:pattFill prst="wdUpDiag"><a:fgClr>${front}</a:fgClr><a:bgClr>${back}</a:bgClr></a:pattFill>`;
}

function lineXml({ width, dash, colour }: LineLook): string {
  const units = Math.round(pointUnits * width);
  return `<a:ln w="${units}" cap="rnd">${solid(colour)}<a:prstDash val="${dash}"/><a:round/></a:ln>`;
}

/** The letters of all that a place writes; `size` in points. Arial has metric twins everywhere, as in the cells. */
function text({ language }: ReferredChart, size: number, colour: string): string {
  const letters = `${solid(colour)}<a:latin typeface="Arial"/><a:cs typeface="Arial"/>`;
  const properties = `<a:pPr><a:defRPr sz="${100 * size}" b="0">${letters}</a:defRPr></a:pPr>`;
  return `<c:txPr><a:bodyPr/><a:lstStyle/><a:p>${properties}<a:endParaRPr lang="${language}"/></a:p></c:txPr>`;
}
