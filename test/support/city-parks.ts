import { type OfficeCell, type OfficeSheet, officeWorkbook } from './office-workbook.ts';

/**
 * An invented office's own questionnaire, as it has sent it out for years: sections in rows, drop-downs that list answers of
 * another sheet, points by formulas, a total. After a change here, `npm run examples` writes the examples again.
 */
const lists: OfficeSheet = {
  name: 'Lists',
  rows: [
    ['Select', 'Select', 'Select'],
    ['Yes', 'Yes', 'Every week'],
    ['No', 'Partly', 'Every month'],
    [null, 'No', 'Less often'],
    [null, 'Not applicable', "I don't know"],
  ],
};

const questions: readonly (readonly OfficeCell[])[] = [
  ['City Parks 2026'],
  ['Please answer for all parks that the city owns.'],
  [],
  ['No.', 'Question', 'Answer', 'Evidence', 'Guide', 'Points'],
  ['About your city'],
  ['P1', 'How many parks does the city own?', null, null, 'Of 1,000 m² or more.'],
  ['P2', 'Who answers?'],
  ['A  Care'],
  [
    'A1',
    'Is there a plan for the care of parks?\n\nIf yes, please give its address.',
    'Select',
    null,
    null,
    '=IF(C9="Yes",10,IF(C9="Partly",5,0))',
  ],
  ['A2', 'If yes [in A1], is the plan public?', 'Select', null, null, '=IF(C10="Yes",5,0)'],
  [
    'A3',
    'How often are paths cleaned?',
    'Select',
    null,
    'In summer.',
    '=IF(C11="Every week",4,IF(C11="Every month",2,0))',
  ],
  ['B  Use'],
  [
    'B1',
    'Can every park be entered without steps?',
    'Select',
    null,
    null,
    '=IF(C13="Yes",6,IF(C13="Partly",3,IF(C13="Not applicable",6,0)))',
  ],
  ['B2', 'Is there drinking water?', 'Select', null, null, '=IF(C14="Yes",5,0)'],
  [null, 'Total', null, null, null, '=SUM(F9:F11)+SUM(F13:F14)'],
];

const drop = {
  C9: 'Lists!$B$1:$B$5',
  C10: 'Lists!$A$1:$A$3',
  C11: 'Lists!$C$1:$C$5',
  C13: 'Lists!$B$1:$B$5',
  C14: 'Lists!$A$1:$A$3',
};

function filled(
  answers: Readonly<Record<number, OfficeCell>>,
  evidence: Readonly<Record<number, string>> = {},
): OfficeSheet {
  const rows = questions.map((cells, index) => {
    const row = [...cells];
    const [answer, shows] = [answers[index + 1], evidence[index + 1]];
    if (answer !== undefined) row[2] = answer;
    if (shows !== undefined) row[3] = shows;
    return Array.from(row, (cell) => cell ?? null);
  });
  return { name: 'Questionnaire', rows, bold: [1, 4, 5, 8, 12], lists: { C6: 'whole', ...drop } };
}

export const cityParks = (): Promise<Buffer> => officeWorkbook([filled({}), lists]);

/** As a city sent it back. */
export const filledCityParks = (): Promise<Buffer> =>
  officeWorkbook([
    filled(
      { 6: 42, 7: 'Parks department', 9: 'Yes', 10: 'No', 11: 'Every month', 13: 'Partly', 14: 'yes ' },
      { 9: 'https://northwood.example/parks', 11: 'Contract of 2025', 13: 'Survey of 2024', 14: 'In 40 of 42 parks' },
    ),
    lists,
  ]);

/** What was answered the year before, and the points that were published. Those of B2 were published the wrong way round. */
export const lastYearOfCityParks = [
  'city,question,answer,points',
  ...[
    'Northwood,A1,Partly,5',
    'Northwood,A2,No,0',
    'Northwood,A3,Every month,2',
    'Northwood,B1,Partly,3',
    'Northwood,B2,Yes,0',
  ],
  ...[
    'Eastham,A1,Yes,10',
    'Eastham,A2,Yes,5',
    "Eastham,A3,I don't know,0",
    'Eastham,B1,Not applicable,6',
    'Eastham,B2,No,5',
  ],
  '',
].join('\n');

/** Cities that send a file in the walk of docs/own-questionnaire.md, with what they answer to A1, A2, A3, B1 and B2. */
const others: Readonly<Record<string, readonly OfficeCell[]>> = {
  eastham: ['Yes', 'Yes', 'Every week', 'Yes', 'Yes'],
  brookside: ['Partly', 'No', 'Every week', 'Partly', 'No'],
  hillford: ['No', 'No', 'Less often', 'Yes', 'Yes'],
  millbury: ['Yes', 'No', "I don't know", 'Not applicable', 'No'],
};

/** As other cities sent it back, by name. */
export const moreCityParks = (): Promise<(readonly [city: string, file: Buffer])[]> =>
  Promise.all(
    Object.entries(others).map(async ([city, [a1 = null, a2 = null, a3 = null, b1 = null, b2 = null]], index) => {
      const answers = { 6: 10 + 7 * index, 7: 'Parks department', 9: a1, 10: a2, 11: a3, 13: b1, 14: b2 };
      const evidence = {
        9: `https://${city}.example/parks`,
        10: 'The same',
        11: 'Contract of 2025',
        13: 'Survey of 2025',
      };
      return [city, await officeWorkbook([filled(answers, { ...evidence, 14: 'Map of 2025' }), lists])] as const;
    }),
  );

/** The registry workbook of that walk: five cities, a contact of each, and the round. */
export const registryOfCityParks = (): Promise<Buffer> => {
  const cities = ['Northwood', ...Object.keys(others).map((city) => city.charAt(0).toUpperCase() + city.slice(1))];
  const idOf = (city: string): string => city.toLowerCase();
  return officeWorkbook([
    {
      name: 'Authorities',
      rows: [['Id', 'Name', 'Country'], ...cities.map((city) => [idOf(city), city, 'Ireland'])],
      bold: [1],
    },
    {
      name: 'Contacts',
      rows: [
        ['Authority', 'Address', 'Language'],
        ...cities.map((city) => [idOf(city), `parks@${idOf(city)}.example`, 'en']),
      ],
      bold: [1],
    },
    {
      name: 'Rounds',
      rows: [
        ['Id', 'Opens', 'Questionnaire', 'Publishes results'],
        ['parks-2026', '2026-01-01', 'city-parks@2026', 'yes'],
      ],
      bold: [1],
    },
  ]);
};
