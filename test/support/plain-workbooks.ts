import fc from 'fast-check';
import type { Draft } from '../../shared/spreadsheet/drafting/draft.ts';
import { readGrid } from '../../shared/spreadsheet/formats/read-grid.ts';
import { type OfficeCell, type OfficeSheet, officeWorkbook } from './office-workbook.ts';

/** What an office asks, before it is a workbook. Texts are by language. */
export interface PlainSection {
  readonly title: Said;
  readonly parts: readonly PlainQuestion[];
}

export interface PlainQuestion {
  readonly text: Said;
  readonly id: string | null;
  readonly answers: PlainAnswers;
}

export type PlainAnswers =
  | { readonly kind: 'number' | 'text' }
  | { readonly kind: 'list' | 'cell' | 'below'; readonly labels: readonly Said[] };

export type Said = Readonly<Record<string, string>>;

export interface PlainLayout {
  readonly languages: readonly string[];
  /** Of the headings No., Answer and so on. */
  readonly headings: string;
  readonly columns: 'together' | 'apart' | 'alternating';
  readonly titles: (typeof titleStyles)[number];
  readonly footer: boolean;
  readonly gaps: boolean;
  /** Every other row has a colour. */
  readonly stripes: boolean;
  /** A column that nobody but the office understands. */
  readonly ownColumn: boolean;
  /** What counts, beside some questions. */
  readonly guides: boolean;
  /** Below the titles, a sentence in each language. */
  readonly notes: boolean;
}

export interface PlainWorkbook {
  readonly sections: readonly PlainSection[];
  readonly layout: PlainLayout;
}

const titleStyles = [
  ...['bold', 'merged', 'coloured', 'capitals', 'numbered', 'first column'],
  ...['one cell', 'two lines', 'own column'],
] as const;

const topics: readonly Said[] = [
  { en: 'libraries', fi: 'kirjastot', fr: 'bibliothèques', de: 'Bibliotheken', es: 'bibliotecas' },
  { en: 'bridges', fi: 'sillat', fr: 'ponts', de: 'Brücken', es: 'puentes' },
  { en: 'harbours', fi: 'satamat', fr: 'quais', de: 'Häfen', es: 'puertos' },
  { en: 'schools', fi: 'koulut', fr: 'écoles', de: 'Schulen', es: 'escuelas' },
  { en: 'forests', fi: 'metsät', fr: 'forêts', de: 'Wälder', es: 'bosques' },
  { en: 'museums', fi: 'museot', fr: 'musées', de: 'Museen', es: 'museos' },
  { en: 'trams', fi: 'raitiotiet', fr: 'tramways', de: 'Bahnen', es: 'tranvías' },
  { en: 'wells', fi: 'kaivot', fr: 'puits', de: 'Brunnen', es: 'pozos' },
  { en: 'markets', fi: 'torit', fr: 'marchés', de: 'Märkte', es: 'mercados' },
  { en: 'shelters', fi: 'suojat', fr: 'abris', de: 'Unterkünfte', es: 'refugios' },
  { en: 'gardens', fi: 'puutarhat', fr: 'jardins', de: 'Gärten', es: 'jardines' },
  { en: 'islands', fi: 'saaret', fr: 'îles', de: 'Inseln', es: 'islas' },
].map((topic) => ({ ...topic, it: `${topic.es} d`, nl: `${topic.de} n` }));

/** `@` is what it is about. */
const wordings = {
  title: {
    ...{ en: 'About the @', fi: 'Aiheena @', fr: 'À propos des @', de: 'Über @', es: 'Sobre los @' },
    ...{ it: 'Sui @', nl: 'Over de @' },
  },
  asks: {
    ...{ en: 'Is there a plan for the @?', fi: 'Onko teillä suunnitelma, kun aiheena ovat @?' },
    ...{ fr: 'Avez-vous un plan pour les @ ?', de: 'Gibt es einen Plan für die @?', es: '¿Existe un plan para los @?' },
    ...{ it: 'Esiste un piano per i @?', nl: 'Is er een plan voor de @?' },
  },
  plain: {
    ...{ en: 'Budget of the @', fi: 'Budjetti, johon kuuluvat @', fr: 'Budget des @', de: 'Haushalt für die @' },
    ...{ es: 'Presupuesto de los @', it: 'Bilancio dei @', nl: 'Begroting van de @' },
  },
  describe: {
    ...{ en: 'Describe the @.', fi: 'Kuvaile @.', fr: 'Décrivez les @.', de: 'Beschreiben Sie die @.' },
    ...{ es: 'Describa los @.', it: 'Descrivete i @.', nl: 'Beschrijf de @.' },
  },
  note: {
    ...{ en: 'Only what holds today counts.', fi: 'Vain se lasketaan, mikä on voimassa tänään.' },
    ...{ fr: 'Seul compte ce qui existe.', de: 'Es zählt nur, was heute gilt.', es: 'Solo cuenta lo que existe hoy.' },
    ...{ it: 'Conta solo ciò che esiste oggi.', nl: 'Alleen wat vandaag geldt, telt.' },
  },
  which: {
    ...{ en: 'What is offered in the @?', fi: 'Mitä tarjoavat @?', fr: 'Que proposent les @ ?' },
    ...{ de: 'Was bieten die @?', es: '¿Qué ofrecen los @?', it: 'Che cosa offrono i @?', nl: 'Wat bieden de @?' },
  },
} as const;

const heads = {
  id: { en: 'No.', fi: 'Nro', fr: 'N°', de: 'Nr.', es: 'N.º', it: 'N.', nl: 'Nr.' },
  question: {
    ...{ en: 'Question', fi: 'Kysymys', fr: 'Question', de: 'Frage', es: 'Pregunta', it: 'Domanda', nl: 'Vraag' },
  },
  answer: {
    en: 'Answer',
    fi: 'Vastaus',
    fr: 'Réponse',
    de: 'Antwort',
    es: 'Respuesta',
    it: 'Risposta',
    nl: 'Antwoord',
  },
  guide: { en: 'Guide', fi: 'Ohje', fr: 'Aide', de: 'Hinweis', es: 'Ayuda', it: 'Guida', nl: 'Uitleg' },
  section: { en: 'Section', fi: 'Osio', fr: 'Section', de: 'Abschnitt', es: 'Sección', it: 'Sezione', nl: 'Sectie' },
  options: {
    ...{ en: 'Answer options', fi: 'Vastausvaihtoehdot', fr: 'Réponses possibles', de: 'Antwortmöglichkeiten' },
    ...{ es: 'Respuestas posibles', it: 'Risposte possibili', nl: 'Antwoordopties' },
  },
  evidence: { en: 'Evidence', fi: 'Perustelu', fr: 'Preuve', de: 'Nachweis', es: 'Prueba', it: 'Prova', nl: 'Bewijs' },
} as const;

const lists: readonly (readonly Said[])[] = [
  [
    { en: 'Yes', fi: 'Kyllä', fr: 'Oui', de: 'Ja', es: 'Sí', it: 'Sì', nl: 'Ja' },
    { en: 'No', fi: 'Ei', fr: 'Non', de: 'Nein', es: 'No', it: 'No', nl: 'Nee' },
  ],
  [
    { en: 'All', fi: 'Kaikki', fr: 'Tous', de: 'Alle', es: 'Todos', it: 'Tutti', nl: 'Alle' },
    { en: 'Most', fi: 'Useimmat', fr: 'La plupart', de: 'Die meisten', es: 'La mayoría', it: 'Molti', nl: 'De meeste' },
    { en: 'Few', fi: 'Harvat', fr: 'Peu', de: 'Wenige', es: 'Pocos', it: 'Pochi', nl: 'Weinig' },
  ],
  [
    { en: 'Books', fi: 'Kirjoja', fr: 'Livres', de: 'Bücher', es: 'Libros', it: 'Libri', nl: 'Boeken' },
    { en: 'Meals', fi: 'Aterioita', fr: 'Repas', de: 'Mahlzeiten', es: 'Comidas', it: 'Pasti', nl: 'Maaltijden' },
    { en: 'Tours', fi: 'Opastuksia', fr: 'Visites', de: 'Führungen', es: 'Visitas', it: 'Visite', nl: 'Rondleidingen' },
  ],
];

const about = (wording: Said, topic: Said, number: number): Said =>
  Object.fromEntries(
    Object.entries(wording).map(([tag, text]) => [tag, text.replace('@', `${topic[tag] ?? ''}${'’'.repeat(number)}`)]),
  );

const anyAnswers = fc.oneof(
  fc.record({ kind: fc.constant('list' as const), labels: fc.constantFrom(...lists) }),
  fc.record({ kind: fc.constantFrom('number' as const, 'text' as const) }),
  fc.record({ kind: fc.constant('below' as const), labels: fc.constantFrom(...lists.slice(1)) }),
  fc.record({ kind: fc.constant('cell' as const), labels: fc.constantFrom(...lists) }),
);

/** Small questionnaires in layouts of all kinds. */
export const anyPlainWorkbook: fc.Arbitrary<PlainWorkbook> = fc
  .record({
    languages: fc.shuffledSubarray(['en', 'fi', 'fr', 'de', 'es', 'it', 'nl'], { minLength: 1, maxLength: 3 }),
    columns: fc.constantFrom('together' as const, 'apart' as const, 'alternating' as const),
    titles: fc.constantFrom(...titleStyles),
    numbers: fc.constantFrom('plain', 'letter', 'nested', 'some', 'none'),
    footer: fc.boolean(),
    gaps: fc.boolean(),
    stripes: fc.boolean(),
    ownColumn: fc.boolean(),
    guides: fc.boolean(),
    notes: fc.boolean(),
    cells: fc.boolean(),
    sections: fc.array(fc.array(anyAnswers, { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 3 }),
  })
  .map(({ numbers, cells, sections, ...looks }) => {
    // A coloured row without a number may as well be a title.
    const stripes = looks.stripes && numbers !== 'none' && numbers !== 'some';
    const layout = { ...looks, stripes, headings: looks.languages[0] ?? 'en' };
    let count = 0;
    const made = sections.map((parts, section): PlainSection => {
      const title = about(wordings.title, topics[section] ?? {}, 0);
      return {
        title,
        parts: parts.map((written, at): PlainQuestion => {
          count += 1;
          // Without a drop-down anywhere in a workbook of cells with lists, and the other way round, as offices do it.
          const answers = !cells && written.kind === 'cell' ? { ...written, kind: 'list' as const } : written;
          const id = {
            ...{ plain: String(count), letter: `Q${count}`, nested: `${section + 1}.${at + 1}`, none: null },
            some: section === 0 ? null : String(count),
          }[numbers];
          const topic = topics[count % topics.length] ?? {};
          const isOpen = answers.kind === 'text' || answers.kind === 'number';
          const wording = answers.kind === 'text' ? (at % 2 === 0 ? 'describe' : 'plain') : isOpen ? 'plain' : 'asks';
          const text = about(wordings[answers.kind === 'below' ? 'which' : wording], topic, count > 11 ? 1 : 0);
          return { text, id: id ?? null, answers };
        }),
      };
    });
    return { sections: made, layout };
  });

/** What stands in one cell for all languages. */
const inOneCell = (said: Said, languages: readonly string[], mark: string): string =>
  languages.map((tag) => said[tag] ?? '').join(mark);

/** The workbook as its office would have made it. */
export async function plainWorkbook({ sections, layout }: PlainWorkbook): Promise<Buffer> {
  const { languages, columns, titles, footer, gaps, stripes, ownColumn, guides, notes } = layout;
  const word = (of: keyof typeof heads, tag = layout.headings): string =>
    (heads[of] as Readonly<Record<string, string>>)[tag] ?? '';
  const hasIds = sections.some(({ parts }) => parts.some(({ id }) => id !== null)) || titles === 'numbered';
  const hasCells = sections.some(({ parts }) => parts.some(({ answers }) => answers.kind === 'cell'));
  const [first = 'en', ...others] = languages;
  const isOwnColumn = titles === 'own column';
  const asked = (tags: readonly string[]): string[] =>
    tags.flatMap((tag) => [`question ${tag}`, ...(columns === 'alternating' ? [`guide ${tag}`] : [])]);
  const fields = [
    ...(isOwnColumn ? languages.map((tag) => `section ${tag}`) : []),
    ...(hasIds ? ['id'] : []),
    ...asked(columns === 'apart' ? [first] : languages),
    ...(hasCells ? ['options'] : []),
    ...['answer', 'evidence'],
    ...(columns === 'apart' ? asked(others) : []),
    ...(guides && columns !== 'alternating' ? [`guide ${first}`] : []),
    ...(ownColumn ? ['Register'] : []),
  ];
  const at = (field: string): number => fields.indexOf(field);
  const headings = fields.map((field) => {
    const [of = '', tag] = field.split(' ');
    if (!(of in heads)) return field;
    const said = word(of as keyof typeof heads, tag ?? layout.headings);
    // English and French have one word for it.
    return of === 'question' && languages.includes('en') && tag === 'fr' ? `${said} (FR)` : said;
  });
  const rows: OfficeCell[][] = [['Survey 2026'], [], headings];
  const sheet = {
    bold: [1, 3],
    filled: [] as number[],
    striped: [] as number[],
    merges: [] as string[],
    lists: {} as Record<string, string>,
  };
  const put = (cells: Readonly<Record<string, string>>): number => {
    const row = fields.map((field) => cells[field] ?? null);
    rows.push(row);
    return rows.length;
  };
  const letter = (column: number): string => String.fromCharCode(65 + column);
  const inColumns = (said: Said): Record<string, string> =>
    Object.fromEntries(languages.map((tag) => [`question ${tag}`, said[tag] ?? '']));
  for (const [number, { title, parts }] of sections.entries()) {
    if (gaps) rows.push([]);
    if (!isOwnColumn) {
      const upper = Object.fromEntries(Object.entries(title).map(([tag, text]) => [tag, text.toUpperCase()]));
      const mark = titles === 'two lines' ? '\n' : ' / ';
      const isOne = titles === 'merged' || titles === 'one cell' || titles === 'two lines';
      const row =
        titles === 'first column'
          ? rows.push(languages.map((tag) => title[tag] ?? ''))
          : put({
              ...(isOne
                ? { [`question ${first}`]: inOneCell(title, languages, mark) }
                : inColumns(titles === 'capitals' ? upper : title)),
              ...(titles === 'numbered' ? { id: 'ABC'[number] ?? '' } : {}),
            });
      if (titles === 'coloured') sheet.filled.push(row);
      else if (titles === 'merged')
        sheet.merges.push(`${letter(at(`question ${first}`))}${row}:${letter(at('evidence'))}${row}`);
      else if (titles !== 'capitals' && titles !== 'numbered') sheet.bold.push(row);
    }
    if (notes && number === 0) put(inColumns(wordings.note));
    for (const [place, { text, id, answers }] of parts.entries()) {
      const row = put({
        ...(guides && place === 0
          ? Object.fromEntries(languages.map((tag) => [`guide ${tag}`, `§ ${number} ${tag}`]))
          : {}),
        ...(ownColumn ? { Register: `R-${number}-${place}` } : {}),
        ...inColumns(text),
        ...(id === null ? {} : { id }),
        ...(answers.kind === 'cell'
          ? { options: answers.labels.map((label) => inOneCell(label, languages, ' / ')).join('; ') }
          : {}),
        ...(isOwnColumn && place === 0
          ? Object.fromEntries(languages.map((tag) => [`section ${tag}`, title[tag] ?? '']))
          : {}),
      });
      if (stripes && row % 2 === 0) sheet.striped.push(row);
      const cell = `${letter(at('answer'))}${row}`;
      if (answers.kind === 'number') sheet.lists[cell] = 'decimal';
      else if (answers.kind === 'list')
        sheet.lists[cell] = `"${answers.labels.map((label) => inOneCell(label, languages, ' / ')).join(',')}"`;
      else if (answers.kind === 'below') for (const label of answers.labels) put(inColumns(label));
    }
  }
  if (footer) rows.push([], ['Thank you for your help.'], ['Office of the region, 1 Long Street']);
  return officeWorkbook([{ name: 'Survey', rows, ...sheet } satisfies OfficeSheet]);
}

/** Texts as they may stand in one cell, apart. */
const pieces = (text: string): string[] =>
  text
    .split(/\s*;\s*| \/ | \| |\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Cells below the headings whose text is nowhere in the draft, and not among what is set aside. */
export async function lostIn(file: Buffer, draft: Draft): Promise<string[]> {
  const texts = [
    ...Object.values(draft.settings.title),
    ...draft.rows.flatMap((row) =>
      row.kind === 'end_group'
        ? []
        : row.kind === 'question'
          ? [row.label, row.hint, row.guidance]
              .flatMap((said) => Object.values(said))
              .concat(row.name, row.number, row.unit)
          : Object.values(row.label),
    ),
    ...draft.lists.flatMap(({ choices }) => choices.flatMap(({ label }) => Object.values(label))),
    ...draft.setAside.map(({ text }) => text),
  ].flatMap(pieces);
  const known = new Set(texts);
  const isKnown = (text: string): boolean =>
    known.has(text) || texts.some((one) => one.endsWith(` ${text}`) || one.startsWith(`${text} `));
  const { sheets } = await readGrid(file);
  const cells = sheets.flatMap((sheet) => sheet.cells.filter(({ row }) => row !== headRow));
  // The letter of a numbered title is its name.
  return cells.flatMap(({ text }) => pieces(text).filter((part) => !isKnown(part) && !/^[A-C]$/.test(part)));
}

/** The row of the headings. */
const headRow = 3;

/** Questions, sections and answers that the draft has otherwise than they were made, and does not ask about. */
export function unlike({ sections, layout: { languages, titles } }: PlainWorkbook, draft: Draft): string[] {
  const [first = 'en'] = languages;
  const in_ = (said: Said): string => languages.map((tag) => said[tag] ?? '').join(' | ');
  const asked = new Set(draft.decisions.flatMap(({ sheet, rows }) => (sheet === 'survey' ? rows : [])));
  const open = new Set(
    draft.rows.flatMap((row) => (row.kind === 'note' && asked.has(row.name) ? [row.label[first]] : [])),
  );
  // Whether rows below a question are its answers is asked, too.
  const below = draft.decisions.flatMap(({ code, rows }) => (code === 'answers-below' ? rows : []));
  for (const row of draft.rows) {
    if (row.kind !== 'question' || !below.includes(row.name)) continue;
    const list = draft.lists.find(({ name }) => row.type.endsWith(` ${name}`));
    for (const { label } of list?.choices ?? []) open.add(label[first]);
  }
  const groups = new Set(draft.rows.flatMap((row) => (row.kind === 'begin_group' ? [in_(row.label)] : [])));
  const lists = new Map(draft.lists.map(({ name, choices }) => [name, choices.map(({ label }) => in_(label)).join()]));
  const questions = new Map(
    draft.rows.flatMap((row) => (row.kind === 'question' ? [[in_(row.label), row.type] as const] : [])),
  );
  const said: string[] = [];
  for (const [number, { title, parts }] of sections.entries()) {
    const code = titles === 'numbered' ? `${'ABC'[number] ?? ''} ` : '';
    const titled = languages.map((tag) => {
      const text = title[tag] ?? '';
      return `${code}${titles === 'capitals' ? text.toUpperCase() : text}`;
    });
    if (!groups.has(titled.join(' | ')) && !open.has(titled[0])) said.push(`no section ${titled.join(' | ')}`);
    for (const { text, answers } of parts) {
      const type = questions.get(in_(text));
      if (type === undefined) {
        if (!pieces(text[first] ?? '').every((part) => open.has(part))) said.push(`no question ${in_(text)}`);
        continue;
      }
      const wanted =
        'labels' in answers ? answers.labels.map(in_).join() : answers.kind === 'number' ? 'decimal' : 'text';
      const got = lists.get(type.split(' ')[1] ?? '') ?? type;
      const isAsked = 'labels' in answers && answers.kind === 'below' && got.startsWith(`${wanted},`);
      if (got !== wanted && !isAsked) said.push(`${in_(text)}: ${got} instead of ${wanted}`);
    }
  }
  const count = sections.flatMap(({ parts }) => parts).length;
  if (questions.size > count) said.push(`${questions.size} questions instead of ${count}`);
  return said;
}
