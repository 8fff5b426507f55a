import { loadDefinition } from '../../shared/domain/questionnaire/definition/load-definition.ts';

const both = (en: string, fi: string) => ({ en, fi });

/** A small questionnaire of our own with every type of question, in two languages. */
export const greenCity = loadDefinition({
  id: 'green-city',
  version: '2026',
  title: both('Green city benchmark', 'Vihreä kaupunki'),
  languages: ['en', 'fi'],
  defaultLanguage: 'en',
  shown: { as: 'points', decimals: 0 },
  lists: [
    {
      name: 'yes_no',
      choices: [
        { name: 'yes', label: both('Yes', 'Kyllä'), points: '10', means: 'yes' },
        { name: 'no', label: both('No', 'Ei'), points: '0', means: 'no' },
        { name: 'unknown', label: both('I don’t know', 'En tiedä'), missing: true },
      ],
    },
    {
      name: 'steps',
      choices: [
        {
          name: 'none',
          label: both('Not started, and the council has not decided when to start', 'Ei aloitettu eikä päätetty'),
          points: '0',
        },
        {
          name: 'planned',
          label: both(
            'Planned, with a budget for this year or the next one that the council has adopted',
            'Suunniteltu, ja valtuusto on hyväksynyt rahoituksen tälle tai ensi vuodelle',
          ),
          points: '1/3',
        },
        {
          name: 'some',
          label: both('Under way in some departments', 'Käynnissä joillakin toimialoilla'),
          points: '2/3',
        },
        {
          name: 'all',
          label: both(
            'Done everywhere, and the results are published at least once a year',
            'Valmis kaikkialla, ja tulokset julkaistaan vähintään kerran vuodessa',
          ),
          points: '100%',
        },
      ],
    },
    {
      name: 'modes',
      choices: [
        { name: 'tram', label: both('Tram, "light rail"', 'Raitiovaunu'), points: '2' },
        { name: 'bus', label: both('Bus', 'Bussi'), points: '2' },
        { name: 'bikes', label: both('Shared bikes', 'Kaupunkipyörät'), points: '2' },
        { name: 'none', label: both('None of these', 'Ei mitään näistä'), points: '0', exclusive: true },
      ],
    },
  ],
  index: {},
  nodes: [
    { type: 'group', name: 'profile', parent: 'index', label: both('Your municipality', 'Kunta'), countsInto: 'none' },
    {
      type: 'integer',
      name: 'population',
      number: '0.1',
      parent: 'profile',
      label: both('How many people live in the municipality?', 'Kuinka monta asukasta kunnassa on?'),
      constraint: '. >= 0 and . <= 20000000',
    },
    {
      type: 'decimal',
      name: 'budget',
      number: '0.2',
      parent: 'profile',
      label: both('What is the budget of this year?', 'Mikä on tämän vuoden talousarvio?'),
      unit: 'money',
    },
    { type: 'text', name: 'unit', number: '0.3', parent: 'profile', label: both('Who answers?', 'Kuka vastaa?') },
    { type: 'group', name: 'A', parent: 'index', label: both('Energy', 'Energia') },
    { type: 'group', name: 'A1', parent: 'A', label: both('Buildings', 'Rakennukset') },
    {
      type: 'select_one',
      name: 'Q1',
      parent: 'A1',
      list: 'yes_no',
      label: both(
        'Does the authority have an energy plan for its buildings?',
        'Onko rakennuksille energiasuunnitelma?',
      ),
      guidance: both(
        'The name of the plan, and the day on which it was adopted',
        'Suunnitelman nimi ja hyväksymispäivä',
      ),
      evidence: { rule: 'required', choices: ['yes'] },
    },
    {
      type: 'select_one',
      name: 'Q2',
      parent: 'A1',
      list: 'steps',
      label: both('How far is the renovation of schools?', 'Kuinka pitkällä koulujen korjaus on?'),
      relevant: "${Q1} = 'yes'",
      mostPoints: '6',
      evidence: { rule: 'asked' },
    },
    {
      type: 'decimal',
      name: 'Q3',
      parent: 'A1',
      label: both('How much heat do the buildings use?', 'Kuinka paljon lämpöä rakennukset käyttävät?'),
      unit: 'kWh/m²',
      goalposts: { low: '50', high: '250', better: 'less' },
      constraint: '. >= 0',
      relevant: '${population} > 5000',
    },
    { type: 'group', name: 'B', parent: 'index', label: both('Transport', 'Liikenne') },
    {
      type: 'note',
      name: 'N',
      parent: 'B',
      label: both(
        'Count what is open to the public on the last day of the year.',
        'Laske vuoden viimeisen päivän tilanne.',
      ),
    },
    {
      type: 'select_multiple',
      name: 'Q4',
      parent: 'B',
      list: 'modes',
      label: both('Which of these are there?', 'Mitkä näistä ovat käytössä?'),
    },
    {
      type: 'select_one',
      name: 'Q5',
      parent: 'B',
      list: 'yes_no',
      label: both('Can bikes be taken on the tram?', 'Saako pyörän ottaa raitiovaunuun?'),
      relevant: "selected(${Q4}, 'tram') and not(selected(${Q4}, 'none'))",
      withinYears: 2,
    },
  ],
});
