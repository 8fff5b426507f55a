import { type OfficeSheet, officeWorkbook } from './office-workbook.ts';

/** A workbook as an office may have it, and what a draft of it asks (see `linesOf`). */
export interface OfficeLayout {
  readonly habit: string;
  readonly make: () => Promise<Buffer>;
  readonly lines: readonly string[];
  /** Columns that decisions are about, besides those of the settings. */
  readonly decisions: readonly string[];
}

const made =
  (sheets: readonly OfficeSheet[], names: Readonly<Record<string, string>> = {}) =>
  async (): Promise<Buffer> =>
    officeWorkbook(sheets, names);

const head = ['No.', 'Question', 'Answer', 'Evidence'];
const csv = (text: string) => async (): Promise<Buffer> => Buffer.from(text);

/** Habits of offices, each in a workbook of its own. */
export const officeLayouts: readonly OfficeLayout[] = [
  {
    habit: 'merged bold sections, ids as Q1., drop-downs, most points in a column',
    make: made([
      {
        name: 'Survey 2025',
        rows: [
          ['Open City Survey 2025'],
          [],
          ['No.', 'Question', 'Answer', 'Points', 'Evidence'],
          ['A. Governance'],
          ['Q1.', 'Is there a data strategy?', null, 10],
          ['Q2.', 'Is there a data officer?', null, 5],
          ['B. Services'],
          ['Q3.', 'Are forms online?', null, 20],
          ['Q4.', 'How many services are online?'],
        ],
        bold: [1, 3, 4, 7],
        merges: ['A4:E4', 'A7:E7'],
        lists: { 'C5:C6': '"Yes,No"', C8: '"Yes,Partly,No"', C9: 'whole' },
      },
    ]),
    lines: [
      '[A] A. Governance',
      '  Q1 select_one of 10: Yes=10, No=0 – Is there a data strategy?',
      '  Q2 select_one of 5: Yes=5, No=0 – Is there a data officer?',
      '[B] B. Services',
      '  Q3 select_one of 20: Yes=20, Partly=10, No=0 – Are forms online?',
      '  Q4 integer – How many services are online?',
    ],
    decisions: ['aggregate', 'evidence', 'points'],
  },
  {
    habit: 'columns from B, lists on another sheet with points beside them',
    make: made([
      {
        name: 'Form',
        rows: [
          [],
          [null, 'Ref', 'Criterion', 'Self-assessment', 'Comment'],
          [null, '1.1', 'Staff are trained'],
          [null, '1.2', 'Residents are heard'],
          [null, '2.1', 'Budget is published'],
        ],
        bold: [2],
        lists: { 'D3:D4': 'Lists!$A$2:$A$4', D5: 'Lists!$D$2:$D$3' },
      },
      {
        name: 'Lists',
        rows: [
          ['Scale', 'Points', null, 'YN', 'P'],
          ['Fully', 3, null, 'Yes', 2],
          ['Partly', 1, null, 'No', 0],
          ['Not at all', 0],
        ],
      },
    ]),
    lines: [
      '1.1 select_one of 3: Fully=3, Partly=1, Not at all=0 – Staff are trained',
      '1.2 select_one of 3: Fully=3, Partly=1, Not at all=0 – Residents are heard',
      '2.1 select_one of 2: Yes=2, No=0 – Budget is published',
    ],
    decisions: ['evidence'],
  },
  {
    habit: 'two languages side by side under two rows of headings',
    make: made([
      {
        name: 'Kysely',
        rows: [
          ['Nro', 'Kysymys', null, 'Vastaus', 'Pisteet'],
          [null, 'Suomeksi', 'In English'],
          [1, 'Onko kaupungilla ilmastosuunnitelma?', 'Does the city have a climate plan?', null, 4],
          [2, 'Onko teillä pyöräilyohjelma?', 'Do you have a cycling programme?', null, 2],
        ],
        bold: [1, 2],
        merges: ['B1:C1'],
        lists: { 'D3:D4': '"Kyllä / Yes,Ei / No"' },
      },
    ]),
    lines: [
      '1 select_one of 4: Kyllä|Yes=4, Ei|No=0 – Onko kaupungilla ilmastosuunnitelma? | Does the city have a climate plan?',
      '2 select_one of 2: Kyllä|Yes=2, Ei|No=0 – Onko teillä pyöräilyohjelma? | Do you have a cycling programme?',
    ],
    decisions: ['points'],
  },
  {
    habit: 'two languages in columns, answers in one of them',
    make: made([
      {
        name: 'Fragen',
        rows: [
          ['Nr.', 'Frage', 'Question', 'Antwort'],
          ['1', 'Gibt es einen Plan für den Fall einer Flut?', 'Is there a plan for the case of a flood?'],
          ['2', 'Wie werden die Freiwilligen geschult?', 'How are the volunteers trained?'],
        ],
        bold: [1],
        lists: { D2: '"Ja,Nein"', D3: '"Jährlich,Seltener"' },
      },
    ]),
    lines: [
      '1 select_one of 1: Ja|Yes=1, Nein|No=0 – Gibt es einen Plan für den Fall einer Flut? | Is there a plan for the case of a flood?',
      '2 select_one: Jährlich|Jährlich, Seltener|Seltener – Wie werden die Freiwilligen geschult? | How are the volunteers trained?',
    ],
    decisions: ['points', 'points', 'label::en'],
  },
  {
    habit: 'IF-chains beside the answers, and a total below',
    make: made([
      {
        name: 'Q',
        rows: [
          ['ID', 'Question', 'Response', 'Score'],
          ['1a', 'Do you publish budgets?', null, '=IF(C2="Yes",5,IF(C2="Partly",2.5,0))'],
          ['1b', 'Do you publish contracts?', null, '=IF(C3="Yes",5,IF(C3="Partly",2.5,0))'],
          ['2', 'Is there a register?', null, '=IF(C4="Yes",3,0)'],
          [null, 'Total', null, '=SUM(D2:D4)'],
        ],
        bold: [1],
        lists: { 'C2:C3': '"Yes,Partly,No"', C4: '"Yes,No"' },
      },
    ]),
    lines: [
      '1a select_one of 5: Yes=5, Partly=2.5, No=0 – Do you publish budgets?',
      '1b select_one of 5: Yes=5, Partly=2.5, No=0 – Do you publish contracts?',
      '2 select_one of 3: Yes=3, No=0 – Is there a register?',
    ],
    decisions: [],
  },
  {
    habit: 'VLOOKUP in a scale, times a weight',
    make: made([
      {
        name: 'Assessment',
        rows: [
          ['#', 'Statement', 'Rating', 'Weight', 'Points'],
          [1, 'We have a plan', null, 2, '=VLOOKUP(C2,Scale!$A$2:$B$5,2,FALSE)*D2'],
          [2, 'We follow the plan', null, 3, '=VLOOKUP(C3,Scale!$A$2:$B$5,2,FALSE)*D3'],
        ],
        bold: [1],
        lists: { 'C2:C3': 'Scale!$A$2:$A$5' },
      },
      {
        name: 'Scale',
        rows: [
          ['Rating', 'Value'],
          ['None', 0],
          ['Some', 1],
          ['Most', 2],
          ['All', 3],
        ],
      },
    ]),
    lines: [
      '1 select_one of 6: None=0, Some=2, Most=4, All=6 – We have a plan',
      '2 select_one of 9: None=0, Some=3, Most=6, All=9 – We follow the plan',
    ],
    decisions: [],
  },
  {
    habit: 'a sheet of points with a column for each answer',
    make: made([
      {
        name: 'Questionnaire',
        rows: [head, ['1', 'Is data open?'], ['2', 'Is data free?'], ['3', 'Is data linked?']],
        bold: [1],
        lists: { 'C2:C4': '"Yes,Partly,No"' },
      },
      {
        name: 'Points',
        rows: [
          ['Question', 'Yes', 'Partly', 'No'],
          ['1', 10, 5, 0],
          ['2', 8, 4, 0],
          ['3', 6, 3, 1],
        ],
      },
    ]),
    lines: [
      '1 select_one of 10: Yes=10, Partly=5, No=0 – Is data open?',
      '2 select_one of 8: Yes=8, Partly=4, No=0 – Is data free?',
      '3 select_one of 6: Yes=6, Partly=3, No=1 – Is data linked?',
    ],
    decisions: ['evidence'],
  },
  {
    habit: 'a sheet of points with a row for each answer',
    make: made([
      {
        name: 'Questions',
        rows: [head, ['A1', 'How is waste sorted?'], ['A2', 'Is waste weighed?']],
        bold: [1],
        lists: { C2: '"At home,At stations,Not"', C3: '"Yes,No"' },
      },
      {
        name: 'Key',
        rows: [
          ['Code', 'Answer', 'Points'],
          ['A1', 'At home', 3],
          [null, 'At stations', 2],
          [null, 'Not', 0],
          ['A2', 'Yes', 1],
          [null, 'No', -1],
        ],
      },
    ]),
    lines: [
      'A1 select_one of 3: At home=3, At stations=2, Not=0 – How is waste sorted?',
      'A2 select_one of 1: Yes=1, No=-1 – Is waste weighed?',
    ],
    decisions: ['evidence'],
  },
  {
    habit: 'answers in rows below the question, with points beside them',
    make: made([
      {
        name: 'Form',
        rows: [
          ['Nr', 'Question', 'Points'],
          ['1', 'How often do you report?'],
          [null, 'a) Monthly', 3],
          [null, 'b) Yearly', 1],
          [null, 'c) Never', 0],
          ['2', 'Who reads the report?'],
          [null, 'a) The council', 2],
          [null, 'b) Nobody', 0],
        ],
        bold: [1],
      },
    ]),
    lines: [
      '1 select_one of 3: Monthly=3, Yearly=1, Never=0 – How often do you report?',
      '2 select_one of 2: The council=2, Nobody=0 – Who reads the report?',
    ],
    decisions: [],
  },
  {
    habit: 'answers and points listed in one cell',
    make: made([
      {
        name: 'Form',
        rows: [
          ['Code', 'Indicator', 'Answer options', 'Your answer', 'Source'],
          ['E1', 'Energy plan in force', 'Yes = 2; In preparation = 1; No = 0'],
          ['E2', 'Solar roofs', 'None (0)\nSome (1)\nMany (2)'],
        ],
        bold: [1],
      },
    ]),
    lines: [
      'E1 select_one of 2: Yes=2, In preparation=1, No=0 – Energy plan in force',
      'E2 select_one of 2: None=0, Some=1, Many=2 – Solar roofs',
    ],
    decisions: ['evidence'],
  },
  {
    habit: 'answers with their points in a column of points, and most points in words, in French',
    make: made([
      {
        name: 'Grille',
        rows: [
          ['Thème', 'Réf.', 'Critère', 'Réponse', 'Barème', 'Justificatif demandé'],
          ['Accueil', 'A1', 'Les horaires sont-ils affichés ?', null, 'Oui = 5 pts ; Non = 0 pt', 'photo'],
          ['Accueil', 'A2', 'Existe-t-il un accueil ?', null, 'Oui = 5 / Partiellement = 2,5 / Non = 0', 'contrat'],
          ['Site', 'N1', 'Quel est le taux de démarches en ligne (%) ?', null, '0 à 10 points', 'rapport'],
          ['Site', 'N2', 'Le site est-il accessible ?', null, 'Total : 10, Partiel : 5, Non : 0', 'audit'],
          ['Site', 'N3', 'Le site est-il traduit ?', null, 'jusqu’à 4 points'],
          [null, null, 'TOTAL', null, 25],
        ],
        bold: [1],
      },
    ]),
    lines: [
      '[Accueil] Accueil',
      '  A1 select_one of 5: Oui=5, Non=0 – Les horaires sont-ils affichés ?',
      '  A2 select_one of 5: Oui=5, Partiellement=2.5, Non=0 – Existe-t-il un accueil ?',
      '[Site] Site',
      '  N1 decimal – Quel est le taux de démarches en ligne (%) ?',
      '  N2 select_one of 10: Total=10, Partiel=5, Non=0 – Le site est-il accessible ?',
      '  N3 select_one of 4: Oui=4, Non=0 – Le site est-il traduit ?',
    ],
    decisions: ['aggregate', 'type', 'type', 'evidence', 'points'],
  },
  {
    habit: 'points of the answers of a drop-down in a cell beside it, under a heading of answers',
    make: made([
      {
        name: 'Fragen',
        rows: [
          ['Nr.', 'Frage', 'Antwort', 'Bewertung', 'Nachweis erforderlich'],
          ['1', 'Gibt es einen Plan?', null, 'Ja → 4 Punkte\nNein → 0 Punkte', 'Plan'],
          ['2', 'Wird er veröffentlicht?', null, 'Ja (3 P.), teilweise (1 P.), nein (0 P.)', 'Link'],
        ],
        bold: [1],
        lists: { C2: '"Ja,Nein"', C3: '"Ja,Teilweise,Nein"' },
      },
    ]),
    lines: [
      '1 select_one of 4: Ja=4, Nein=0 – Gibt es einen Plan?',
      '2 select_one of 3: Ja=3, Teilweise=1, Nein=0 – Wird er veröffentlicht?',
    ],
    decisions: ['evidence'],
  },
  {
    habit: 'no headings, no ids, no points, a placeholder in each list',
    make: made([
      {
        name: 'Sheet1',
        rows: [
          ['Digital readiness'],
          ['Is there a strategy for digital services?', 'Select…'],
          ['Is there a budget for digital services?', 'Select…'],
          ['Are staff trained every year?', 'Select…'],
        ],
        lists: { 'B2:B4': '"Select…,Yes,No,Not applicable"' },
      },
    ]),
    lines: [
      '[Digital_readiness] Digital readiness',
      '  Q1 select_one of 1: Yes=1, No=0, Not applicable=0 – Is there a strategy for digital services?',
      '  Q2 select_one of 1: Yes=1, No=0, Not applicable=0 – Is there a budget for digital services?',
      '  Q3 select_one of 1: Yes=1, No=0, Not applicable=0 – Are staff trained every year?',
    ],
    decisions: ['missing', 'points'],
  },
  {
    habit: 'a sheet for each section, each numbered from 1',
    make: made([
      {
        name: 'Transport',
        rows: [head, ['1', 'Is there a bus plan?'], ['2', 'Is there a tram?']],
        bold: [1],
        lists: { 'C2:C3': '"Yes,No"' },
      },
      {
        name: 'Housing',
        rows: [head, ['1', 'Is there a housing plan?'], ['2', 'Are rents published?']],
        bold: [1],
        lists: { 'C2:C3': '"Yes,No"' },
      },
    ]),
    lines: [
      '[Transport] Transport',
      '  Transport_1 select_one of 1: Yes=1, No=0 – Is there a bus plan?',
      '  Transport_2 select_one of 1: Yes=1, No=0 – Is there a tram?',
      '[Housing] Housing',
      '  Housing_1 select_one of 1: Yes=1, No=0 – Is there a housing plan?',
      '  Housing_2 select_one of 1: Yes=1, No=0 – Are rents published?',
    ],
    decisions: ['aggregate', 'evidence', 'points'],
  },
  {
    habit: 'sections in columns of their own',
    make: made([
      {
        name: 'Data',
        rows: [
          ['Dimension', 'Indicator', 'ID', 'Question', 'Max score', 'Answer'],
          ['Policy', 'Framework', '1', 'Is there a policy?', 10],
          [null, null, '2', 'Is it public?', 5],
          [null, 'Practice', '3', 'Is it applied?', 5],
          ['Impact', 'Reuse', '4', 'Is data reused?', 20],
        ],
        bold: [1],
        lists: { 'F2:F5': '"yes,no"' },
      },
    ]),
    lines: [
      '[Policy] Policy',
      '  [Framework] Framework',
      '    1 select_one of 10: yes=10, no=0 – Is there a policy?',
      '    2 select_one of 5: yes=5, no=0 – Is it public?',
      '  [Practice] Practice',
      '    3 select_one of 5: yes=5, no=0 – Is it applied?',
      '[Impact] Impact',
      '  [Reuse] Reuse',
      '    4 select_one of 20: yes=20, no=0 – Is data reused?',
    ],
    decisions: ['aggregate', 'points'],
  },
  {
    habit: 'numbers in the cell of the question, a list under a name on a hidden sheet',
    make: made(
      [
        {
          name: 'Form',
          rows: [
            ['Section A: People'],
            ['1. Is there a youth council?'],
            ['2. Is there a senior council?'],
            ['Section B: Money'],
            ['3. Is the budget public?'],
          ],
          bold: [1, 4],
          lists: { 'B2:B3': 'YesNo', B5: 'YesNo' },
        },
        { name: 'L', hidden: true, rows: [['Yes'], ['No']] },
      ],
      { YesNo: 'L!$A$1:$A$2' },
    ),
    lines: [
      '[Section_A] Section A: People',
      '  1 select_one of 1: Yes=1, No=0 – Is there a youth council?',
      '  2 select_one of 1: Yes=1, No=0 – Is there a senior council?',
      '[Section_B] Section B: Money',
      '  3 select_one of 1: Yes=1, No=0 – Is the budget public?',
    ],
    decisions: ['aggregate', 'points'],
  },
  {
    habit: 'answers as columns to tick',
    make: made([
      {
        name: 'Form',
        rows: [
          ['No', 'Question', 'Yes', 'No', 'N/A', 'Remarks'],
          [1, 'Is there a shelter?'],
          [2, 'Is there a siren?'],
        ],
        bold: [1],
      },
    ]),
    lines: [
      '1 select_one of 1: Yes=1, No=0, N/A=0 – Is there a shelter?',
      '2 select_one of 1: Yes=1, No=0, N/A=0 – Is there a siren?',
    ],
    decisions: ['evidence', 'missing', 'points'],
  },
  {
    habit: 'a scale of numbers',
    make: made([
      {
        name: 'Form',
        rows: [
          ['No', 'Statement', 'Score (0-3)'],
          [1, 'Goals are written down'],
          [2, 'Goals are measured'],
        ],
        bold: [1],
        lists: { 'C2:C3': '"0,1,2,3"' },
      },
    ]),
    lines: [
      '1 select_one of 3: 0=0, 1=1, 2=2, 3=3 – Goals are written down',
      '2 select_one of 3: 0=0, 1=1, 2=2, 3=3 – Goals are measured',
    ],
    decisions: ['points'],
  },
  {
    habit: 'no lists at all',
    make: made([
      {
        name: 'Form',
        rows: [
          ['No', 'Question', 'Answer', 'Comments'],
          [1, 'Is there a plan for floods?'],
          [2, 'Does the city train volunteers?'],
          [3, 'Describe the largest flood.'],
          [4, 'How many volunteers are there?'],
        ],
        bold: [1],
      },
    ]),
    lines: [
      '1 select_one of 1: Yes=1, No=0 – Is there a plan for floods?',
      '2 select_one of 1: Yes=1, No=0 – Does the city train volunteers?',
      '3 text – Describe the largest flood.',
      '4 decimal – How many volunteers are there?',
    ],
    decisions: ['type', 'type', 'type', 'evidence', 'points'],
  },
  {
    habit: 'sections that count with weights in a total of 100',
    make: made([
      {
        name: 'Form',
        rows: [
          ['Id', 'Question', 'Answer', 'Points'],
          ['1. Water'],
          ['1.1', 'Is water metered?', null, '=IF(C3="Yes",10,0)'],
          ['1.2', 'Is water tested?', null, '=IF(C4="Yes",30,0)'],
          ['2. Air'],
          ['2.1', 'Is air measured?', null, '=IF(C6="Yes",5,0)'],
          [null, 'Overall', null, '=60*SUM(D3:D4)/40+40*D6/5'],
        ],
        bold: [1, 2, 5],
        lists: { 'C3:C4': '"Yes,No"', C6: '"Yes,No"' },
      },
    ]),
    lines: [
      '[1] 1. Water',
      '  1.1 select_one of 10: Yes=10, No=0 – Is water metered?',
      '  1.2 select_one of 30: Yes=30, No=0 – Is water tested?',
      '[2] 2. Air',
      '  2.1 select_one of 5: Yes=5, No=0 – Is air measured?',
    ],
    decisions: [],
  },
  {
    habit: 'the same questions on a sheet in another language',
    make: made([
      {
        name: 'EN',
        rows: [head, ['1', 'Is there a plan for the parks?'], ['2', 'How do you care for the trees?']],
        bold: [1],
        lists: { C2: '"Yes,No"', C3: '"Well (2),Badly (0)"' },
      },
      {
        name: 'FI',
        rows: [
          ['Nro', 'Kysymys', 'Vastaus', 'Perustelu'],
          ['1', 'Onko puistoille suunnitelma?'],
          ['2', 'Miten te hoidatte puita, jotka ovat vanhoja?'],
        ],
        bold: [1],
        lists: { C2: '"Kyllä,Ei"', C3: '"Hyvin (2),Huonosti (0)"' },
      },
    ]),
    lines: [
      '1 select_one: Yes|Kyllä, No|Ei – Is there a plan for the parks? | Onko puistoille suunnitelma?',
      '2 select_one of 2: Well (2)|Hyvin (2)=2, Badly (0)|Huonosti (0)=0 – How do you care for the trees? | Miten te hoidatte puita, jotka ovat vanhoja?',
    ],
    decisions: ['evidence'],
  },
  {
    habit: 'values separated by semicolons',
    make: csv(
      [
        'No;Question;Possible answers;Max. points',
        '1;Governance;;',
        '1.1;Is there a strategy?;Yes/Partly/No;4',
        '1.2;Is there a budget?;Yes/No;2',
        '2;Services;;',
        '2.1;Share of forms that are online;;',
      ].join('\n'),
    ),
    lines: [
      '[1] 1 Governance',
      '  1.1 select_one of 4: Yes=4, Partly=2, No=0 – Is there a strategy?',
      '  1.2 select_one of 2: Yes=2, No=0 – Is there a budget?',
      '[2] 2 Services',
      '  2.1 decimal – Share of forms that are online',
    ],
    decisions: ['counts_into', 'type', 'points'],
  },
  {
    habit: 'a cover, sections as rows with ids, points by the most in the next column, a total',
    make: made([
      {
        name: 'Instructions',
        rows: [['Benchmark of Smart Cities 2026'], ['Please fill in all sheets.'], ['1. Read the guidance']],
        bold: [1],
      },
      {
        name: 'Questionnaire',
        rows: [
          [null, 'Question', 'Answer', 'Points', 'Max', 'Comments'],
          ['1', 'Mobility'],
          ['1.1', 'Does the city have a bike plan?', null, '=IF(C3="Yes",E3,IF(C3="Partially",E3/2,0))', 4],
          ['1.2', 'Share of electric buses (%)'],
          ['2', 'Energy'],
          ['2.1', 'Is street lighting LED?', null, '=IF(C6="Yes",E6,IF(C6="Partially",E6/2,0))', 6],
          [null, 'Total', null, '=SUM(D3:D6)', 10],
        ],
        bold: [1, 2, 5],
        lists: { C3: '"Yes,No,Partially"', C4: 'decimal', C6: '"Yes,No,Partially"' },
      },
    ]),
    lines: [
      '[1] 1 Mobility',
      '  1.1 select_one of 4: Yes=4, No=0, Partially=2 – Does the city have a bike plan?',
      '  1.2 decimal – Share of electric buses (%)',
      '[2] 2 Energy',
      '  2.1 select_one of 6: Yes=6, No=0, Partially=3 – Is street lighting LED?',
    ],
    decisions: ['evidence'],
  },
  {
    habit: 'questions merged over the rows of their answers, in German',
    make: made([
      {
        name: 'Q',
        rows: [
          ['Nr', 'Frage', 'Antwortmöglichkeiten', 'Punkte', 'Ihre Auswahl'],
          [1, 'Gibt es eine Klimastrategie?', 'Ja', 10],
          [null, null, 'In Arbeit', 5],
          [null, null, 'Nein', 0],
          [2, 'Wie oft wird berichtet?', 'Jährlich', 4],
          [null, null, 'Seltener', 1],
        ],
        merges: ['A2:A4', 'B2:B4', 'A5:A6', 'B5:B6'],
        bold: [1],
      },
    ]),
    lines: [
      '1 select_one of 10: Ja=10, In Arbeit=5, Nein=0 – Gibt es eine Klimastrategie?',
      '2 select_one of 4: Jährlich=4, Seltener=1 – Wie oft wird berichtet?',
    ],
    decisions: [],
  },
  {
    habit: 'headings under merged headings',
    make: made([
      {
        name: 'Q',
        rows: [
          ['General', null, 'Response', null, 'Scoring'],
          ['ID', 'Text', 'Answer', 'Evidence', 'Points'],
          ['A1', 'Is there a register of assets?', null, null, 3],
          ['A2', 'Is the register public?', null, null, 2],
        ],
        merges: ['A1:B1', 'C1:D1'],
        bold: [1, 2],
        lists: { 'C3:C4': '"Yes,No"' },
      },
    ]),
    lines: [
      'A1 select_one of 3: Yes=3, No=0 – Is there a register of assets?',
      'A2 select_one of 2: Yes=2, No=0 – Is the register public?',
    ],
    decisions: ['evidence', 'points'],
  },
  {
    habit: 'a sheet that looks answers up by id, and a score as a share',
    make: made([
      {
        name: 'Form',
        rows: [
          ['ID', 'Question', 'Answer'],
          ['Q1', 'Do you measure noise?'],
          ['Q2', 'Do you publish noise data?'],
        ],
        lists: { 'C2:C3': '"Yes,No,Don\'t know"' },
      },
      {
        name: 'Calc',
        rows: [
          ['ID', 'Answer', 'Weight', 'Score'],
          ['Q1', '=INDEX(Form!C:C,MATCH(A2,Form!A:A,0))', 3, '=IF(B2="Yes",C2,0)'],
          ['Q2', '=INDEX(Form!C:C,MATCH(A3,Form!A:A,0))', 5, '=IF(B3="Yes",C3,0)'],
          ['Total', null, null, '=SUM(D2:D3)/SUM(C2:C3)'],
        ],
      },
    ]),
    lines: [
      "Q1 select_one of 3: Yes=3, No=0, Don't know=0 – Do you measure noise?",
      "Q2 select_one of 5: Yes=5, No=0, Don't know=0 – Do you publish noise data?",
    ],
    decisions: ['missing'],
  },
  {
    habit: 'a total that counts answers itself',
    make: made([
      {
        name: 'Form',
        rows: [
          ['Ref', 'Statement', 'Level'],
          ['S1', 'Leaders are committed'],
          ['S2', 'Staff are trained'],
          ['S3', 'Data is shared'],
          [null, 'Maturity', '=SUMPRODUCT((C2:C4="High")*3+(C2:C4="Medium")*2)+COUNTIF(C2:C4,"Low")'],
        ],
        bold: [1],
        lists: { 'C2:C4': '"High,Medium,Low,None"' },
      },
    ]),
    lines: [
      'S1 select_one of 3: High=3, Medium=2, Low=1, None=0 – Leaders are committed',
      'S2 select_one of 3: High=3, Medium=2, Low=1, None=0 – Staff are trained',
      'S3 select_one of 3: High=3, Medium=2, Low=1, None=0 – Data is shared',
    ],
    decisions: [],
  },
  {
    habit: 'areas merged beside the questions, in Spanish',
    make: made([
      {
        name: 'Cuestionario',
        rows: [
          ['Área', 'Nº', 'Pregunta', 'Respuesta', 'Puntuación máxima', 'Observaciones'],
          ['Transparencia', '1', '¿Se publican los presupuestos?', null, 5],
          [null, '2', '¿Se publican los contratos?', null, 5],
          ['Participación', '3', '¿Existe un consejo ciudadano?', null, 10],
        ],
        merges: ['A2:A3'],
        bold: [1],
        lists: { 'D2:D4': '"Sí,No,No aplica"' },
      },
    ]),
    lines: [
      '[Transparencia] Transparencia',
      '  1 select_one of 5: Sí=5, No=0, No aplica=0 – ¿Se publican los presupuestos?',
      '  2 select_one of 5: Sí=5, No=0, No aplica=0 – ¿Se publican los contratos?',
      '[Participación] Participación',
      '  3 select_one of 10: Sí=10, No=0, No aplica=0 – ¿Existe un consejo ciudadano?',
    ],
    decisions: ['aggregate', 'evidence', 'missing', 'points'],
  },
  {
    habit: 'a follow-up without a list, in Finnish',
    make: made([
      {
        name: 'Kysely',
        rows: [
          ['Avoimen datan kysely 2025'],
          [],
          ['Nro', 'Kysymys', 'Vastaus', 'Perustelut', 'Pisteet'],
          ['1', 'Onko kunnalla datastrategia?', null, null, 10],
          ['2', 'Jos on, milloin se on päivitetty?'],
          ['3', 'Montako tietoaineistoa on avattu?'],
        ],
        bold: [1, 3],
        lists: { C4: '"Kyllä,Osittain,Ei,En tiedä"', C6: 'whole' },
      },
    ]),
    lines: [
      '1 select_one of 10: Kyllä=10, Osittain=5, Ei=0, En tiedä=0 – Onko kunnalla datastrategia?',
      '2 text – Jos on, milloin se on päivitetty?',
      '3 integer – Montako tietoaineistoa on avattu?',
    ],
    decisions: ['type', 'evidence', 'missing', 'points', 'relevant'],
  },
  {
    habit: 'a scale as columns to tick, with points in their headings',
    make: made([
      {
        name: 'Matrix',
        rows: [
          ['No', 'Criterion', 'Not at all (0)', 'Partly (1)', 'Fully (2)'],
          [1, 'Goals are defined'],
          [2, 'Goals are measured'],
        ],
        bold: [1],
      },
    ]),
    lines: [
      '1 select_one of 2: Not at all=0, Partly=1, Fully=2 – Goals are defined',
      '2 select_one of 2: Not at all=0, Partly=1, Fully=2 – Goals are measured',
    ],
    decisions: [],
  },
  {
    habit: 'lists under names with a placeholder first, in French',
    make: made(
      [
        {
          name: 'Questions',
          rows: [
            ['N°', 'Question', 'Réponse', 'Justificatif'],
            ['1', 'Existe-t-il un plan de mobilité ?', 'Choisir…'],
            ['2', 'Quel est le niveau de service ?', 'Choisir…'],
          ],
          bold: [1],
          lists: { C2: 'OuiNon', C3: 'Niveau' },
        },
        {
          name: 'Listes',
          rows: [
            ['Choisir…', 'Choisir…'],
            ['Oui', 'Élevé'],
            ['Non', 'Moyen'],
            [null, 'Faible'],
          ],
        },
      ],
      { OuiNon: 'Listes!$A$1:$A$3', Niveau: 'Listes!$B$1:$B$4' },
    ),
    lines: [
      '1 select_one of 1: Oui=1, Non=0 – Existe-t-il un plan de mobilité ?',
      '2 select_one: Élevé, Moyen, Faible – Quel est le niveau de service ?',
    ],
    decisions: ['evidence', 'points', 'points'],
  },
  {
    habit: 'ids that Excel made numbers',
    make: made([
      {
        name: 'Q',
        rows: [
          ['No', 'Question', 'Answer'],
          [1.8, 'Is there an archive?'],
          [1.9, 'Is the archive open?'],
          [1.1, 'Is the archive searched?'],
          [1.11, 'Is the archive scanned?'],
        ],
        bold: [1],
        lists: { 'C2:C5': '"Yes,No"' },
      },
    ]),
    lines: [
      '1.8 select_one of 1: Yes=1, No=0 – Is there an archive?',
      '1.9 select_one of 1: Yes=1, No=0 – Is the archive open?',
      '1.10 select_one of 1: Yes=1, No=0 – Is the archive searched?',
      '1.11 select_one of 1: Yes=1, No=0 – Is the archive scanned?',
    ],
    decisions: ['points'],
  },
  {
    habit: 'drop-downs that a program has lost: the lists are there, the cells name them',
    make: made([
      {
        name: 'Form',
        rows: [
          ['Id', 'Question', 'Answer'],
          ['1', 'Is there a register?', 'Select for 1'],
          ['2', 'How complete is the register?', 'Select for 2'],
        ],
        bold: [1],
      },
      {
        name: 'Options',
        rows: [
          ['Select for 1', 'Yes', 'No'],
          ['Select for 2', 'Wholly', 'In part', 'Hardly'],
        ],
      },
    ]),
    lines: [
      '1 select_one of 1: Yes=1, No=0 – Is there a register?',
      '2 select_one: Wholly, In part, Hardly – How complete is the register?',
    ],
    decisions: ['points', 'points'],
  },
  {
    habit: 'answers that only formulas name',
    make: made([
      {
        name: 'Form',
        rows: [
          ['Id', 'Question', 'Answer', 'Score'],
          ['1', 'Is there a register?', null, '=IF(C2="Yes",4,0)'],
          ['2', 'How complete is the register?', null, '=IF(C3="Wholly",3,IF(C3="In part",1,0))'],
        ],
        bold: [1],
      },
    ]),
    lines: [
      '1 select_one of 4: Yes=4, No=0 – Is there a register?',
      '2 select_one of 3: Wholly=3, In part=1 – How complete is the register?',
    ],
    decisions: [],
  },
  {
    habit: 'an answer in each of several columns, with its points behind it',
    make: made([
      {
        name: 'Form',
        rows: [
          ['Id', 'Question', 'Option 1', 'Points 1', 'Option 2', 'Points 2', 'Option 3', 'Points 3', 'Your answer'],
          ['1', 'How old is the plan?', 'Under a year', 3, '1 to 3 years', 2, 'Older', 0],
          ['2', 'Is the plan public?', 'Yes', 1, 'No', 0],
        ],
        bold: [1],
      },
    ]),
    lines: [
      '1 select_one of 3: Under a year=3, 1 to 3 years=2, Older=0 – How old is the plan?',
      '2 select_one of 1: Yes=1, No=0 – Is the plan public?',
    ],
    decisions: [],
  },
  {
    habit: 'weights in percent and an assessment in steps',
    make: made([
      {
        name: 'Form',
        rows: [
          ['Ref.', 'What we ask', 'Your assessment', 'Weight', 'Result'],
          [
            'D1',
            'The strategy is known to all staff',
            null,
            0.25,
            '=D2*MATCH(C2,{"Not at all","Partly","Fully"},0)-D2',
          ],
          [
            'D2',
            'The strategy is reviewed each year',
            null,
            0.75,
            '=D3*MATCH(C3,{"Not at all","Partly","Fully"},0)-D3',
          ],
        ],
        bold: [1],
        lists: { 'C2:C3': '"Not at all,Partly,Fully"' },
      },
    ]),
    lines: [
      'D1 select_one of 0.5: Not at all=0, Partly=0.25, Fully=0.5 – The strategy is known to all staff',
      'D2 select_one of 1.5: Not at all=0, Partly=0.75, Fully=1.5 – The strategy is reviewed each year',
    ],
    decisions: [],
  },
  {
    habit: 'the title of each section above its own headings, the first one too',
    make: made([
      {
        name: 'Q',
        rows: [
          ['Planning in Cities 2026'],
          [],
          ['A. Planning'],
          ['No', 'Question', 'Answer'],
          ['1', 'Is there a plan?'],
          ['2', 'Is it funded?'],
          ['B. Delivery'],
          ['No', 'Question', 'Answer'],
          ['3', 'Is it delivered?'],
          ['4', 'Is it evaluated?'],
        ],
        bold: [1, 3, 4, 7, 8],
        lists: { 'C5:C6': '"Yes,No"', 'C9:C10': '"Yes,No"' },
      },
    ]),
    lines: [
      '[A] A. Planning',
      '  1 select_one of 1: Yes=1, No=0 – Is there a plan?',
      '  2 select_one of 1: Yes=1, No=0 – Is it funded?',
      '[B] B. Delivery',
      '  3 select_one of 1: Yes=1, No=0 – Is it delivered?',
      '  4 select_one of 1: Yes=1, No=0 – Is it evaluated?',
    ],
    decisions: ['aggregate', 'points'],
  },
  {
    habit: 'requests without a question mark, ids or lists',
    make: made([
      {
        name: 'Sheet1',
        rows: [
          ['Question', 'Your answer', 'Comments'],
          ['Do you have a digital strategy?'],
          ['Please describe it'],
          ['How many employees work on it?'],
          ['Rate your progress from 1 to 5'],
        ],
      },
    ]),
    lines: [
      'Q1 select_one of 1: Yes=1, No=0 – Do you have a digital strategy?',
      'Q2 text – Please describe it',
      'Q3 decimal – How many employees work on it?',
      'Q4 text – Rate your progress from 1 to 5',
    ],
    decisions: ['type', 'type', 'type', 'evidence', 'points'],
  },
  {
    habit: 'sections and questions numbered on three levels, boxes to tick, a cover and a footer, in German',
    make: made([
      {
        name: 'Deckblatt',
        rows: [
          ['Digitalcheck der Landkreise 2026'],
          ['Bitte bis 31. März zurücksenden an digital@kreis.example.'],
          ['Ansprechperson:'],
        ],
        bold: [1],
      },
      {
        name: 'Fragebogen',
        rows: [
          ['Digitalcheck der Landkreise 2026'],
          ['Bitte alle Felder ausfüllen.'],
          [],
          ['Lfd. Nr.', 'Prüffrage', 'Ihre Angabe', 'Belege', 'Erläuterungen'],
          ['1', 'Organisation'],
          ['1.1', 'Strategie'],
          ['1.1.a', 'Gibt es eine Digitalstrategie?', null, null, 'Beschlossen vom Kreistag.'],
          ['1.1.b', 'Falls ja: Wird sie jährlich fortgeschrieben?'],
          ['1.2', 'Personal'],
          ['1.2.a', 'Wie viele Stellen sind für Digitalisierung vorgesehen?'],
          ['1.2.b', 'Name der zuständigen Stelle'],
          ['2', 'Dienste'],
          ['2.1', 'Online-Dienste'],
          ['2.1.a', 'Welche Dienste sind online verfügbar? (Mehrfachnennungen möglich)'],
          [null, '☐ Kfz-Zulassung'],
          [null, '☐ Bauantrag'],
          [null, '☐ Elternbeiträge'],
          ['2.1.b', 'Anteil der Anträge, die online gestellt werden', null, null, 'in Prozent'],
          [],
          ['Vielen Dank für Ihre Mitarbeit!'],
          ['Landkreis Musterland, Am Markt 1'],
        ],
        bold: [1, 4, 5, 12],
        minor: [6, 9, 13],
        lists: { C7: '"Ja,Nein,In Arbeit"', C8: '"Ja,Nein"', C10: 'decimal' },
      },
    ]),
    lines: [
      'note: Bitte alle Felder ausfüllen.',
      '[1] 1 Organisation',
      '  [1.1] 1.1 Strategie',
      '    1.1.a select_one: Ja, Nein, In Arbeit – Gibt es eine Digitalstrategie?',
      '    1.1.b select_one of 1: Ja=1, Nein=0 – Falls ja: Wird sie jährlich fortgeschrieben?',
      '  [1.2] 1.2 Personal',
      '    1.2.a decimal – Wie viele Stellen sind für Digitalisierung vorgesehen?',
      '    1.2.b text – Name der zuständigen Stelle',
      '[2] 2 Dienste',
      '  [2.1] 2.1 Online-Dienste',
      '    2.1.a select_multiple: Kfz-Zulassung, Bauantrag, Elternbeiträge – Welche Dienste sind online verfügbar? (Mehrfachnennungen möglich)',
      '    2.1.b decimal – Anteil der Anträge, die online gestellt werden',
      '    note: Vielen Dank für Ihre Mitarbeit!',
      '    note: Landkreis Musterland, Am Markt 1',
    ],
    decisions: ['aggregate', 'type', 'type', 'type', 'evidence', 'points', 'points', 'relevant'],
  },
  {
    habit: 'answer options of many kinds in one cell, sections in a column, in French',
    make: made([
      {
        name: 'Questionnaire',
        rows: [
          ['Rubrique', 'N°', 'Intitulé', 'Modalités', 'Réponse', 'Justificatif'],
          ['Gouvernance', '1', 'Existe-t-il un plan climat ?', 'Oui / Non'],
          [null, '2', 'À quelle fréquence est-il révisé ?', 'Chaque année ; tous les deux ans ; plus rarement'],
          [null, '3', 'Quel est le nombre d’agents ?', 'Nombre entier'],
          ['Énergie', '4', 'Part de bâtiments rénovés', '0 à 100 %'],
          [null, '5', 'Décrivez la rénovation la plus récente.', 'Texte libre'],
          [null, null, 'Total général'],
        ],
        bold: [1],
      },
    ]),
    lines: [
      '[Gouvernance] Gouvernance',
      '  1 select_one of 1: Oui=1, Non=0 – Existe-t-il un plan climat ?',
      '  2 select_one: Chaque année, tous les deux ans, plus rarement – À quelle fréquence est-il révisé ?',
      '  3 integer – Quel est le nombre d’agents ?',
      '[Énergie] Énergie',
      '  4 decimal – Part de bâtiments rénovés',
      '  5 text – Décrivez la rénovation la plus récente.',
    ],
    decisions: ['counts_into', 'type', 'type', 'evidence', 'points', 'points'],
  },
  {
    habit: 'two languages in one cell, one above the other',
    make: made([
      {
        name: 'Kysely',
        rows: [
          ['Nro / No', 'Kysymys / Question', 'Vastaus / Answer', 'Perustelu / Evidence'],
          ['1', 'Onko teillä suunnitelma?\nDo you have a plan?'],
          ['2', 'Miten usein se päivitetään?\nHow often is it updated?'],
          [null, 'Palvelut\nServices'],
          ['3', 'Onko palveluja verkossa?\nAre services online?'],
        ],
        bold: [1, 4],
        lists: {
          C2: '"Kyllä / Yes,Ei / No"',
          C3: '"Vuosittain / Yearly,Harvemmin / Less often"',
          C5: '"Kyllä / Yes,Ei / No"',
        },
      },
    ]),
    lines: [
      '1 select_one of 1: Kyllä|Yes=1, Ei|No=0 – Onko teillä suunnitelma? | Do you have a plan?',
      '2 select_one: Vuosittain|Yearly, Harvemmin|Less often – Miten usein se päivitetään? | How often is it updated?',
      '[Palvelut_Services] Palvelut',
      '  3 select_one of 1: Kyllä|Yes=1, Ei|No=0 – Onko palveluja verkossa? | Are services online?',
    ],
    decisions: ['evidence', 'points', 'points'],
  },
  {
    habit: 'three languages, each column headed by its language alone',
    make: made([
      {
        name: 'F',
        rows: [
          ['No.', 'English', 'Suomi', 'Svenska', 'Answer'],
          [null, 'Services', 'Palvelut', 'Tjänster'],
          [
            '1',
            'Is there a plan for the services?',
            'Onko palveluille suunnitelma?',
            'Finns det en plan för tjänsterna?',
          ],
          ['2', 'Are they free of charge?', 'Ovatko ne maksuttomia?', 'Är de gratis?'],
        ],
        bold: [1, 2],
        lists: { 'E3:E4': '"Yes,No"' },
      },
    ]),
    lines: [
      '[Services] Services',
      '  1 select_one of 1: Yes|Kyllä|Ja=1, No|Ei|Nej=0 – Is there a plan for the services? | Onko palveluille suunnitelma? | Finns det en plan för tjänsterna?',
      '  2 select_one of 1: Yes|Kyllä|Ja=1, No|Ei|Nej=0 – Are they free of charge? | Ovatko ne maksuttomia? | Är de gratis?',
    ],
    decisions: ['points'],
  },
  {
    habit: 'figures on a sheet of their own, with units',
    make: made([
      {
        name: 'Grunddaten',
        rows: [
          ['Merkmal', 'Wert', 'Einheit'],
          ['Einwohner', null, 'Personen'],
          ['Fläche', null, 'km²'],
          ['Haushalt', null, 'EUR'],
        ],
        bold: [1],
        lists: { 'B2:B4': 'decimal' },
      },
      {
        name: 'Fragen',
        rows: [
          ['Nr.', 'Frage', 'Antwort'],
          ['1', 'Gibt es einen Radverkehrsplan?'],
          ['2', 'Gibt es eine Fußverkehrsstrategie?'],
        ],
        bold: [1],
        lists: { 'C2:C3': '"Ja,Nein"' },
      },
    ]),
    lines: [
      '[Grunddaten] Grunddaten',
      '  Q1 decimal in Personen – Einwohner',
      '  Q2 decimal in km² – Fläche',
      '  Q3 decimal in EUR – Haushalt',
      '[Fragen] Fragen',
      '  1 select_one of 1: Ja=1, Nein=0 – Gibt es einen Radverkehrsplan?',
      '  2 select_one of 1: Ja=1, Nein=0 – Gibt es eine Fußverkehrsstrategie?',
    ],
    decisions: ['counts_into', 'points'],
  },
  {
    habit: 'statements below a question, each with its drop-down',
    make: made([
      {
        name: 'Form',
        rows: [
          ['No', 'Question', 'Answer'],
          ['1', 'Is there a strategy?'],
          ['2', 'How well do you do the following?'],
          [null, 'Publishing data'],
          [null, 'Answering requests'],
          [null, 'Training staff'],
          ['3', 'Who is in charge?'],
        ],
        bold: [1],
        lists: { C2: '"Yes,No"', 'C4:C6': '"Well,Badly,Not at all"' },
      },
    ]),
    lines: [
      '1 select_one of 1: Yes=1, No=0 – Is there a strategy?',
      '2 text – How well do you do the following?',
      'Q3 select_one: Well, Badly, Not at all – Publishing data',
      'Q4 select_one: Well, Badly, Not at all – Answering requests',
      'Q5 select_one: Well, Badly, Not at all – Training staff',
      '3 text – Who is in charge?',
    ],
    decisions: ['type', 'points', 'points'],
  },
];
