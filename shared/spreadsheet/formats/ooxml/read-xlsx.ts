import { type Problem, problem } from '../../../domain/answers/problems.ts';
import { limits } from '../../../domain/submissions/limits.ts';
import type { Archive } from '../archive.ts';
import { CellCounter } from '../cell-counter.ts';
import type { Grid, Sheet } from '../grid.ts';
import { Unreadable } from '../unreadable.ts';
import type { WorkbookContext } from './cell-value.ts';
import { type Theme, themeOf } from './colours.ts';
import { readNotes } from './notes.ts';
import { type Relationship, relationshipsOf } from './relationships.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readStyles } from './styles.ts';
import { readWorksheet } from './worksheet.ts';
import { type Attributes, walkXml, type XmlBudget, type XmlPart } from './xml-events.ts';

/**
 * Reads an .xlsx or .xlsm workbook (ECMA-376, transitional or strict). Parts are found by their
 * relationships, never by their usual names. Macros, charts and formulas are not looked at.
 */
export function readXlsx(archive: Archive): Grid {
  const workbookPart =
    relationshipsOf(archive, '').find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const content = archive.part(workbookPart);
  if (content === undefined) {
    throw new Unreadable('file-unsupported', { format: 'zip' });
  }
  const relationships = relationshipsOf(archive, workbookPart);
  const targetOf = (type: string) => relationships.find((one) => one.type === type && !one.external)?.target;
  const { declared, from1904 } = readWorkbookPart(content, archive.budget);
  let theme: Theme | null = null;
  const themed = (): Theme => {
    theme ??= themeOf(partIfThere(archive, targetOf('theme')));
    return theme;
  };
  // Without its styles a workbook says the same, only plainly.
  const { styleOf, hidingFormats, hides } = readStyles(
    partIfThere(archive, targetOf('styles')),
    archive.budget,
    themed,
  );
  const workbook: WorkbookContext = {
    stringAt: sharedStrings(archive, targetOf('sharedStrings')),
    styleOf,
    hidingFormats,
    hides,
    from1904,
    counter: new CellCounter(),
    budget: archive.budget,
  };
  const sheets = declared.flatMap(({ name, hidden, relationship }): Sheet[] => {
    const target = relationships.find(({ id, type }) => id === relationship && type === 'worksheet')?.target;
    const part = target === undefined ? undefined : archive.pieces(target);
    // A sheet that is named and not there is a loss, not an empty one.
    if (target !== undefined && part === undefined) throw new Unreadable('file-damaged', { cause: 'part-lost' });
    // A chart sheet has no cells.
    return part === undefined || target === undefined
      ? []
      : [readSheet(archive, { name, hidden, target, part }, workbook)];
  });
  if (sheets.length === 0) throw new Unreadable('file-damaged', { cause: 'no-sheet' });
  return { sheets, notices: noticesOf(archive) };
}

/** What lies beside the cells, where nobody reads: told, because an officer may have written there. */
function noticesOf(archive: Archive): Problem[] {
  const macros = archive.names.some((name) => name.endsWith('vbaproject.bin'));
  const objects = archive.names.some((name) => name.includes('/embeddings/') || holdsShapes(archive, name));
  return [...(macros ? [problem('macros-ignored')] : []), ...(objects ? [problem('objects-ignored')] : [])];
}

/** A drawing part with a shape (`xdr:sp`); pictures and charts are no place to write. */
function holdsShapes(archive: Archive, name: string): boolean {
  if (!/\/drawings\/[^/]*\.xml$/.test(name)) return false;
  return /<(?:\w+:)?sp[\s>]/.test(archive.part(name)?.toString('utf8') ?? '');
}

const partIfThere = (archive: Archive, name: string | undefined): Buffer | undefined =>
  name === undefined ? undefined : archive.part(name);

/** The texts that cells share. A part of them that is not there is a loss only where a cell asks for one. */
function sharedStrings(archive: Archive, name: string | undefined): WorkbookContext['stringAt'] {
  const strings = readSharedStrings(partIfThere(archive, name), archive.budget);
  return (index) => {
    const text = strings[index];
    if (text === undefined) throw new Unreadable('file-damaged', { cause: 'part-lost' });
    return text;
  };
}

interface DeclaredSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly relationship: string;
}

function readWorkbookPart(part: Buffer, budget: XmlBudget): { declared: DeclaredSheet[]; from1904: boolean } {
  const declared: DeclaredSheet[] = [];
  let from1904 = false;
  const handlers = {
    open(name: string, attributes: Attributes) {
      if (name === 'workbookPr') from1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
      if (name !== 'sheet') return;
      if (declared.length >= limits.sheets) throw new Unreadable('file-unsafe', { cause: 'sheets' });
      declared.push({
        name: (attributes['name'] ?? '').slice(0, 100),
        hidden: (attributes['state'] ?? 'visible') !== 'visible',
        relationship: attributes['id'] ?? '',
      });
    },
  };
  walkXml(part, handlers, { budget });
  return { declared, from1904 };
}

function readSheet(
  archive: Archive,
  { name, hidden, target, part }: { name: string; hidden: boolean; target: string; part: XmlPart },
  workbook: WorkbookContext,
): Sheet {
  const content = readWorksheet(part, workbook);
  const relationships = relationshipsOf(archive, target);
  const links = new Map<string, string>();
  const external = new Map(relationships.filter((one) => one.external).map(({ id, target: address }) => [id, address]));
  for (const [place, linked] of content.links) {
    const link = 'target' in linked ? linked.target : external.get(linked.relationship);
    if (link !== undefined) links.set(place, link);
  }
  const notes = readNotes(
    relationships.filter(isNotes).map((one) => archive.part(one.target)),
    archive.budget,
  );
  const { cells, merges, hiddenRows, hiddenColumns } = content;
  return { name, hidden, cells, merges, hiddenRows, hiddenColumns, links, notes };
}

const isNotes = ({ type, external }: Relationship): boolean => type === 'comments' && !external;
