import { formulaRules, type Named } from './formula-rules.ts';
import { all, cellOf, type Parts, sheetsOf, twice, units, when } from './parts.ts';

export function namedIn(parts: Parts): Named {
  return {
    sheets: sheetsOf(parts).map(({ name }) => name),
    names: new Set(definedNames(parts).map(({ attributes }) => (attributes['name'] ?? '').toLowerCase())),
  };
}

const definedNames = ({ trees }: Parts) => [...all(trees.get('xl/workbook.xml'), 'definedName')];

/** Tabs, names, and texts as long as cells may hold. */
export function bookRules(parts: Parts): string[] {
  return [...tabs(parts), ...names(parts), ...texts(parts)];
}

function tabs(parts: Parts): string[] {
  const workbook = parts.trees.get('xl/workbook.xml');
  const sheets = [...all(workbook, 'sheet')];
  const names = sheets.map(({ attributes }) => attributes['name'] ?? '');
  const wrong = names.filter((name) => !/^[^[\]:*?/\\\p{Cc}]{1,31}$/u.test(name) || /^'|'$|^history$/i.test(name));
  const [view] = all(workbook, 'workbookView');
  const shown = sheets[Number(view?.attributes['activeTab'] ?? 0)]?.attributes['state'] ?? 'visible';
  const selected = sheetsOf(parts).filter(({ tree }) =>
    [...all(tree, 'sheetView')].some(({ attributes }) => /^(1|true)$/.test(attributes['tabSelected'] ?? '')),
  );
  return [
    ...wrong.map((name) => `a tab is called ${name}`),
    ...twice(names.map((name) => name.toLowerCase())).map((name) => `two tabs are called ${name}`),
    ...twice(sheets.map(({ attributes }) => attributes['sheetId'])).map((id) => `two tabs have the id ${id}`),
    ...when(
      [shown !== 'visible', 'the tab shown first is hidden'],
      [selected.length > 1, `${selected.length} tabs are selected, and edited as one`],
    ),
  ];
}

function names(parts: Parts): string[] {
  const named = definedNames(parts);
  const known = namedIn(parts);
  const keys = named.map(
    ({ attributes }) => `${attributes['name']?.toLowerCase()} ${attributes['localSheetId'] ?? ''}`,
  );
  return [
    ...twice(keys).map((key) => `the name ${key} is defined twice`),
    ...named.flatMap(({ attributes, text }) => {
      const { name = '', localSheetId } = attributes;
      const isOwn = name.startsWith('_xlnm.');
      const isName = /^[\p{L}_\\][\p{L}\p{N}_.\\?]{0,254}$/u.test(name) && !/^(r\d*c?\d*|c\d*)$/i.test(name);
      return [
        ...formulaRules(text, known).map((rule) => `the name ${name}: ${rule}`),
        ...when(
          [!isOwn && (!isName || cellOf(name.toUpperCase()) !== null), `${name} is no name`],
          [isOwn ? localSheetId === undefined : false, `${name} is of no sheet`],
          [Number(localSheetId ?? 0) >= known.sheets.length, `${name} is of a sheet that is not there`],
          [name === '_xlnm.Print_Titles' && !/!\$(\d+:\$\d+|[A-Z]+:\$[A-Z]+)$/.test(text), `print titles are ${text}`],
        ),
      ];
    }),
  ];
}

function texts({ trees }: Parts): string[] {
  const held = [...trees].flatMap(([name, tree]) =>
    ['si', 'is', 'comment', 'v'].flatMap((kind) =>
      [...all(tree, kind)].map(({ text }) => [name, units(text)] as const),
    ),
  );
  return held
    .filter(([, length]) => length > 32_767)
    .map(([name, length]) => `${name}: a text of ${length} characters`);
}
