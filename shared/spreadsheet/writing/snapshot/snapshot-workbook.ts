import { strToU8 } from 'fflate';
import type { SheetSnapshot } from '../../../domain/submissions/sheet-snapshot.ts';
import { zipParts } from '../../formats/zip-parts.ts';
import { tabNames } from './tab-names.ts';
import { mainSpace, relationSpace, relationsXml, shapeBlocks, tabParts, xmlHead } from './tab-parts.ts';
import { attributeText } from './xml-text.ts';

/**
 * An online sheet as an .xlsx workbook that is read like any other (ECMA-376 part 1). Written part by part:
 * the writing library is as large as the function that needs this. The same state of the sheet gives the
 * same bytes, so it is the same submission; title and revision are not in them.
 */
export function writeSnapshotWorkbook({ tabs }: SheetSnapshot): Uint8Array {
  const names = tabNames(tabs.map(({ name }) => name));
  const blocks = shapeBlocks(tabs);
  // Excel opens on the first tab that can be seen.
  const first = Math.max(
    0,
    tabs.findIndex(({ hidden }) => !hidden),
  );
  const parts: Record<string, string> = {
    '[Content_Types].xml': '',
    '_rels/.rels': relationsXml([{ id: 'workbook', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `${xmlHead}<workbook xmlns="${mainSpace}" xmlns:r="${relationSpace}"><bookViews><workbookView firstSheet="${first}" activeTab="${first}"/></bookViews><sheets>${tabs
      .map(
        ({ hidden }, index) =>
          `<sheet name="${attributeText(names[index] ?? '')}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="sheet${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...tabs.map((_, index) => ({
        id: `sheet${index + 1}`,
        type: 'worksheet',
        target: `worksheets/sheet${index + 1}.xml`,
      })),
      { id: 'styles', type: 'styles', target: 'styles.xml' },
    ]),
    'xl/styles.xml': stylesXml,
    ...Object.assign({}, ...tabs.map((tab, index) => tabParts(tab, index + 1, blocks[index] ?? []))),
  };
  const typed = { ...parts, '[Content_Types].xml': typesXml(Object.keys(parts)) };
  return zipParts(Object.fromEntries(Object.entries(typed).map(([name, xml]) => [name, strToU8(xml)])));
}

/** In the order of {@link styles}: plain, date, date and time, struck through. */
const stylesXml = `${xmlHead}<styleSheet xmlns="${mainSpace}"><fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><strike/><sz val="10"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const partTypes: readonly (readonly [RegExp, string])[] = [
  [/^xl\/workbook\.xml$/, 'sheet.main'],
  [/^xl\/worksheets\/sheet/, 'worksheet'],
  [/^xl\/styles\.xml$/, 'styles'],
  [/^xl\/comments/, 'comments'],
];

function typesXml(names: readonly string[]): string {
  const overrides = names.flatMap((name) => {
    const type = partTypes.find(([pattern]) => pattern.test(name))?.[1];
    return type === undefined
      ? []
      : [
          `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
        ];
  });
  return `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>${overrides.join('')}</Types>`;
}
