import { indicatorsOf, textIn } from '../../shared/domain/questionnaire/questionnaire.ts';
import { Random } from '../eye/random.ts';
import { identitySheet, indicators } from '../support/filled-rows.ts';
import { type RawCell, type RawSheet, rawWorkbook } from '../support/raw-workbook.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

/** A filled form in a layout of an office's own, and the 41 answers that a careful human reads: y, n, a, -, or ? to ask. */
export interface MadeLayout {
  readonly what: string;
  readonly bytes: Buffer;
  readonly human: string;
  /** No doubt could arise of it. */
  readonly plain: boolean;
}

type Letter = 'y' | 'n';
type Row = readonly RawCell[];

interface Filled {
  readonly at: number;
  readonly id: string;
  readonly question: string;
  readonly evidence: string;
  /** The answer that counts, and one that differs from it in a third of the rows. */
  readonly letter: Letter;
  readonly other: Letter;
}

/** The rows of a form that a seed fills: answers that differ from form to form. */
function filled(seed: number): Filled[] {
  const random = new Random(seed);
  return indicators.map(({ id, question }, at) => {
    const letter = random.chance(0.62) ? 'y' : 'n';
    const other = random.chance(0.33) ? (letter === 'y' ? 'n' : 'y') : letter;
    return { at, id, question, evidence: `Report on the matter, chapter ${id}`, letter, other };
  });
}

const yesNo = (letter: Letter, [yes, no]: readonly [string, string] = ['Yes', 'No']): string =>
  letter === 'y' ? yes : no;
const asked = '?'.repeat(indicators.length);
const open = '-'.repeat(indicators.length);

const layouts: MadeLayout[] = [];
let seed = 0;

interface Form {
  readonly above?: readonly Row[];
  readonly heads: Row | null;
  readonly row: (filled: Filled) => Row;
  readonly merges?: readonly string[];
  /** What a careful human reads; the answers themselves where nothing else is said. */
  readonly human?: string | ((rows: readonly Filled[]) => string);
  readonly plain?: boolean;
  readonly more?: readonly RawSheet[];
  readonly below?: readonly Row[];
  readonly name?: string;
}

/** One table on one sheet: a row of headings, then a row for each question. */
function form(
  what: string,
  { heads, row, above = [], below = [], merges = [], human, plain = false, more = [], name = 'Form' }: Form,
): void {
  seed += 1;
  const rows = filled(seed);
  const sheet: RawSheet = {
    name,
    rows: [...above, ...(heads === null ? [] : [heads]), ...rows.map(row), ...below],
    merges,
  };
  const read =
    human === undefined ? rows.map(({ letter }) => letter).join('') : typeof human === 'string' ? human : human(rows);
  layouts.push({ what, bytes: rawWorkbook([sheet, ...more]), human: read, plain });
}

/** Two columns that could hold the answers, under these headings; the second one is what counts unless it is said. */
function two(
  what: string,
  first: string,
  second: string,
  human?: Form['human'] | 'first',
  words?: readonly [string, string],
): void {
  const counts = human === 'first' ? 'first' : 'second';
  form(`${what}: ${first} | ${second}`, {
    heads: ['Id', 'Question', first, second, 'Evidence'],
    row: ({ id, question, letter, other, evidence }) => {
      const [a, b] = counts === 'first' ? [letter, other] : [other, letter];
      return [id, question, yesNo(a, words), yesNo(b, words), evidence];
    },
    ...(human === undefined || human === 'first' ? {} : { human }),
  });
}

/** A column that is the same in every row beside one that is answered in an office's own way. */
function beside(
  what: string,
  head: string,
  value: RawCell,
  answerHead: string,
  words: readonly [string, string],
): void {
  form(`${what}: ${head} x 41, ${answerHead} ${words.join('/')}`, {
    heads: ['Question', head, answerHead, 'Source'],
    row: ({ question, letter, evidence }) => [question, value, yesNo(letter, words), evidence],
  });
}

/** An office's own pair of words or marks under a heading that we know. */
function pair(yes: RawCell, no: RawCell, human?: Form['human']): void {
  form(`own words ${JSON.stringify(yes)}/${JSON.stringify(no)}`, {
    heads: ['Question', 'Answer', 'Evidence'],
    row: ({ question, letter, evidence }) => [question, letter === 'y' ? yes : no, evidence],
    ...(human === undefined ? {} : { human }),
  });
}

/** One question worded otherwise: found, or asked about where it means something else. */
function reworded(id: string, from: string, to: string, means: 'same' | 'other'): void {
  form(`${id} reworded, ${means === 'same' ? 'the same meaning' : 'another meaning'}: ${from} -> ${to}`, {
    heads: ['Question', 'Answer', 'Evidence'],
    row: (one) => {
      const changed = one.id === id ? one.question.replace(from, to) : one.question;
      if (one.id === id && changed === one.question) throw new Error(`${id} does not say "${from}"`);
      return [changed, yesNo(one.letter), one.evidence];
    },
    human: (rows) => rows.map((one) => (one.id === id && means === 'other' ? '?' : one.letter)).join(''),
  });
}

const ticked = (letter: Letter): Row => (letter === 'y' ? ['x', ''] : ['', 'x']);

/** Columns to tick under an office's own pair of words. */
function ownTicks(
  yes: string,
  no: string,
  { more = [], above = [] }: { more?: Row; above?: readonly Row[] } = {},
): void {
  form(`own words over ticks: ${[yes, no, ...more].join(' | ')}`, {
    above,
    heads: above.length > 0 ? ['', yes, no, ...more, ''] : ['Question', yes, no, ...more, 'Evidence'],
    row: ({ question, letter, evidence }) => [question, ...ticked(letter), ...more.map(() => ''), evidence],
  });
}

// Another column, column pair or block that could as well hold the answers.
two('a later answer', 'Provisional answer', 'Final response');
two('a later answer', 'First answer', 'Second answer');
two('a later answer', 'Answer', 'Answer after review');
two('a later answer', 'Vastaus', 'Lopullinen vastaus');
two('a later answer', 'Réponse initiale', 'Réponse définitive', undefined, ['Oui', 'Non']);
two('a later answer', 'Antwort', 'Antwort (überarbeitet)', undefined, ['Ja', 'Nein']);
two('a later answer', 'Respuesta', 'Respuesta rectificada', undefined, ['Sí', 'No']);
two('a later answer', 'Risposta', 'Risposta aggiornata', undefined, ['Sì', 'No']);
two('a later answer', 'Svar', 'Svar efter granskning', undefined, ['Ja', 'Nej']);
two('an earlier answer', 'Answer', 'Answer v0', asked);
two('an earlier answer', 'Arbeitsstand', 'Antwort', undefined, ['Ja', 'Nein']);
two('an earlier answer', 'Réponse provisoire', 'Réponse', undefined, ['Oui', 'Non']);
two('an earlier answer', 'Alustava vastaus', 'Vastaus', undefined, ['Kyllä', 'Ei']);
two('an earlier answer', 'Respuesta preliminar', 'Respuesta', undefined, ['Sí', 'No']);
two('an earlier answer', 'Voorlopig antwoord', 'Antwoord', undefined, ['Ja', 'Nee']);
two('two who answer', 'Answer (KH)', 'Answer (ML)', asked);
two('two who answer', 'Self-assessment', 'Peer assessment', asked);
two('two who answer', 'Selbsteinschätzung', 'Fremdeinschätzung', asked, ['Ja', 'Nein']);
two('two who answer', 'Answer', 'Validated', asked);
two('two who answer', 'Answer', 'Answer of the region', asked);
two('two who answer', 'Kernverwaltung', 'Eigenbetriebe', asked, ['Ja', 'Nein']);
two('two who answer', 'Espoo', 'Vantaa', asked);
two('two who answer', 'Respuesta', 'Respuesta de la diputación', asked, ['Sí', 'No']);
two('two times', 'Current', 'Target', 'first');
two('two times', 'Ist', 'Soll', 'first', ['Ja', 'Nein']);
two('two times', 'Today', 'Planned', 'first');
two('two times', 'Nykytila', 'Tavoitetila', 'first', ['Kyllä', 'Ei']);
two('two times', 'Situation actuelle', 'Objectif 2026', 'first', ['Oui', 'Non']);
two('two times', 'Answer 2020', 'Answer 2022');
two('two times', 'Answer 2022', 'Answer 2023', asked);
two('two times', 'Last year', 'This year');
two('two times', 'Vorjahr', 'Aktuell', undefined, ['Ja', 'Nein']);
two('an example', 'Example', 'Your answer');
two('an example', 'Muster', 'Antwort', undefined, ['Ja', 'Nein']);
two('an example', 'Modèle', 'Réponse', undefined, ['Oui', 'Non']);
two('another meaning', 'New in this round', 'Answer');
two('another meaning', 'Answer', 'Changed since last year', 'first');
two('another meaning', 'Published?', 'Answer');
two('another meaning', 'Answer', 'Evidence attached', 'first');
two('no heading at all', '', 'Answer');
two('no heading at all', 'Answer', '', asked);

form('three years without a word', {
  heads: ['Question', '2020', '2021', '2022', 'Source'],
  row: ({ question, letter, other, evidence }) => [
    question,
    yesNo(other),
    yesNo(other === 'y' ? 'n' : 'y'),
    yesNo(letter),
    evidence,
  ],
});
form('years as numbers in the heads', {
  heads: ['Question', 2021, 2022, 'Source'],
  row: ({ question, letter, other, evidence }) => [question, yesNo(other), yesNo(letter), evidence],
});
form('two merged titles over Answer | Evidence twice: cities', {
  above: [[null, 'Espoo', null, 'Vantaa', null]],
  merges: ['B1:C1', 'D1:E1'],
  heads: ['Question', 'Answer', 'Evidence', 'Answer', 'Evidence'],
  row: ({ question, letter, other, evidence }) => [question, yesNo(letter), evidence, yesNo(other), evidence],
  human: asked,
});
form('two merged titles over Answer | Evidence twice: draft and final', {
  above: [[null, 'Draft', null, 'Final', null]],
  merges: ['B1:C1', 'D1:E1'],
  heads: ['Question', 'Answer', 'Evidence', 'Answer', 'Evidence'],
  row: ({ question, letter, other, evidence }) => [question, yesNo(other), evidence, yesNo(letter), evidence],
});
form('departments as columns, and the whole city last', {
  heads: ['Question', 'Education', 'Health', 'City', 'Source'],
  row: ({ question, letter, other, evidence }) => [question, yesNo(other), yesNo('n'), yesNo(letter), evidence],
  human: asked,
});
form('No before Yes, crosses', {
  heads: ['Question', 'No', 'Yes', 'Evidence'],
  row: ({ question, letter, evidence }) => [
    question,
    letter === 'n' ? 'x' : null,
    letter === 'y' ? 'x' : null,
    evidence,
  ],
  plain: true,
});
form('Oui | Non, X', {
  heads: ['Question', 'Oui', 'Non', 'Preuve'],
  row: ({ question, letter, evidence }) => [
    question,
    letter === 'y' ? 'X' : null,
    letter === 'n' ? 'X' : null,
    evidence,
  ],
  plain: true,
});
form('ticks beside numbers headed "No."', {
  heads: ['No.', 'Question', 'Yes', 'No', 'NA', 'Evidence'],
  row: ({ at, question, letter, evidence }) => [at + 1, question, ...ticked(letter), '', evidence],
  plain: true,
});
form('ticks under two rows of headings, each of them whole', {
  above: [['No.', 'Question', 'Answer', '', '', 'Evidence']],
  heads: ['No.', 'Question', 'Yes', 'No', 'NA', 'Evidence'],
  merges: ['A1:A2', 'B1:B2', 'C1:E1', 'F1:F2'],
  row: ({ id, question, letter, evidence }) => [id, question, ...ticked(letter), '', evidence],
  plain: true,
});
ownTicks('Vorhanden', 'Nicht vorhanden');
ownTicks('Disponible', 'No disponible');
ownTicks('Erfüllt', 'Nicht erfüllt');
ownTicks('Fulfilled', 'Not fulfilled', { more: ['Not applicable'] });
ownTicks('Conforme', 'Non conforme', { more: ['Sans objet'] });
ownTicks('Cumple', 'No cumple');
ownTicks('Toteutuu', 'Ei toteudu');
ownTicks('Splněno', 'Nesplněno');
ownTicks('OK', 'NOK');
ownTicks('✓', '✗');
ownTicks('Uppfyllt', 'Ej uppfyllt', { above: [['Fråga', 'Svar', '', 'Underlag']] });

form('a column for Yes alone, ticked', {
  heads: ['Question', 'Yes', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, letter === 'y' ? 'x' : null, evidence],
  human: asked,
});
form('Fulfilled | Not fulfilled, x', {
  heads: ['Question', 'Fulfilled', 'Not fulfilled', 'Evidence'],
  row: ({ question, letter, evidence }) => [
    question,
    letter === 'y' ? 'x' : null,
    letter === 'n' ? 'x' : null,
    evidence,
  ],
});

// Columns that are the same in every row are never the answers.
beside('nothing varies', 'Pflichtfeld', 'ja', 'Bewertung', ['gegeben', 'nicht gegeben']);
beside('nothing varies', 'Obligatoire', 'oui', 'Évaluation', ['conforme', 'non conforme']);
beside('nothing varies', 'Verplicht', 'ja', 'Beoordeling', ['voldoet', 'voldoet niet']);
beside('nothing varies', 'Obligatorisk', 'ja', 'Status', ['uppfyllt', 'ej uppfyllt']);
beside('nothing varies', 'Applicable', 'Yes', 'Rating', ['met', 'not met']);
beside('nothing varies', 'Weight', 1, 'Status', ['done', 'not done']);
beside('nothing varies', 'Confidential', 'No', 'Result', ['in place', 'not in place']);
beside('nothing varies', 'Obligatorio', 'Sí', 'Estado', ['conseguido', 'no conseguido']);
beside('nothing varies', 'Obbligatoria', 'Sì', 'Esito', ['attuato', 'non attuato']);
beside('nothing varies', 'Scored', true, 'Outcome', ['Passed', 'Failed']);

// Own words.
pair('Met', 'Unmet');
pair('Achieved', 'Not achieved');
pair('Compliant', 'Non-compliant');
pair('richtig', 'falsch');
pair('vrai', 'faux');
pair('stimmt', 'stimmt nicht');
pair('täyttyy', 'ei täyty');
pair('spełnione', 'niespełnione');
pair('in place', 'not in place');
pair('exists', 'does not exist');
pair('active', 'inactive');
pair('complete', 'incomplete');
pair('√', '×');
pair('■', '□');
pair('✔︎', '✖︎');
pair('◉', '○');
pair('☑', '☐');
pair('🟩', '🟥');
pair('v', 'x');
pair('x', '–');
pair('x', null);
pair('red', 'green', asked);
pair('A', 'B', asked);
pair('high', 'low', asked);
pair('done', 'open', asked);
pair(2, 1, asked);
pair(4, 0, asked);
pair(-1, 0, asked);
pair(true, false);
pair('P', 'O', asked);
pair('Yes', null);
pair('1 - Yes', '2 - No');
pair('yes, we do', 'no, we do not');
pair('Kyllä ✓', 'Ei ✗');

// Another meaning, and the same in other words.
reworded('1.1.2', 'in the last three years', 'in the last ten years', 'other');
reworded('1.1.3', 'provided', 'not provided', 'other');
reworded('1.2.2', 'Chief Digital Officer', 'Chief Financial Officer', 'other');
reworded('2.1.2', 'at least once a year', 'less than once a year', 'other');
reworded('2.2.1', 'the majority of services fully online', 'a minority of services fully online', 'other');
reworded('2.3.2', 'all the websites', 'some of the websites', 'other');
reworded('2.6.1', 'are not required to submit', 'are required to submit', 'other');
reworded('3.3.2', 'above 80%', 'below 80%', 'other');
reworded('3.3.2', '80%', '50%', 'other');
reworded('1.3.1', 'APIs', 'no APIs', 'other');
reworded('1.1.4', 'to citizens', 'to companies', 'other');
reworded('2.5.1', 'for both citizens and businesses', 'for citizens', 'other');
reworded('1.1.1', 'internally', 'externally', 'other');
reworded('2.4.1', 'national eID', 'regional eID', 'other');
reworded('1.2.1', 'Does the local authority have', 'Did the local authority have', 'other');
reworded('2.4.1', 'Are the users', 'Were the users', 'other');
reworded('3.2.1', 'online service compared to the offline one', 'offline service compared to the online one', 'other');
reworded('2.1.5', 'not including technical', 'including technical', 'other');
reworded('1.1.1', 'OR user researchers OR', 'AND user researchers AND', 'other');
reworded('1.3.1', 'to other administrations and to', 'to other administrations or to', 'other');
reworded('1.1.1', 'OR user researchers OR', ', user researchers or', 'same');
reworded('1.1.2', 'three years', '3 years', 'same');
reworded('1.1.2', 'three years', '4 years', 'other');
reworded('1.2.6', 'Are service design', 'Is service design', 'same');
reworded('1.1.1', 'Does the local authority have', 'Does your municipality have', 'same');
reworded('2.2.5', 'the local authority', 'our city', 'same');
reworded('2.3.1', 'useability', 'usability', 'same');
reworded('1.2.3', ' (like for instance the UK Government Digital Service standards)', '', 'same');
reworded('2.6.3', 'Has the local authority policies', 'Has the local authority got policies', 'same');

// Headings and rows in other places.
form('headings of answer and evidence swapped', {
  heads: ['Question', 'Evidence', 'Answer'],
  row: ({ question, letter, evidence }) => [question, yesNo(letter), evidence],
  human: asked,
});
form('question and id in each other’s place', {
  heads: ['Question', 'Id', 'Answer', 'Evidence'],
  row: ({ id, question, letter, evidence }) => [id, question, yesNo(letter), evidence],
});
form('evidence before the answer, the question last', {
  heads: ['Evidence', 'Answer', 'Id', 'Question'],
  row: ({ id, question, letter, evidence }) => [evidence, yesNo(letter), id, question],
  plain: true,
});
form('headings repeated above each ten questions', {
  heads: ['Id', 'Question', 'Answer', 'Evidence'],
  row: ({ id, question, letter, evidence }) => [id, question, yesNo(letter), evidence],
  plain: true,
});
form('a total below: Yes and how many', {
  heads: ['Id', 'Question', 'Answer', 'Evidence'],
  row: ({ id, question, letter, evidence }) => [id, question, yesNo(letter), evidence],
  below: [
    [null, 'Total Yes', 25, null],
    [null, 'Total No', 16, null],
  ],
  plain: true,
});
form('numbered 1 to 41', {
  heads: ['No.', 'Question', 'Answer', 'Evidence'],
  row: ({ at, question, letter, evidence }) => [at + 1, question, yesNo(letter), evidence],
  plain: true,
});
form('who is responsible and until when beside the answer', {
  heads: ['Question', 'Responsible', 'Deadline', 'Answer', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, 'IT', '31.12.2022', yesNo(letter), evidence],
  plain: true,
});
form('a second language beside the question', {
  heads: ['Question', 'Kysymys', 'Answer / Vastaus', 'Evidence / Näyttö'],
  row: ({ question, letter, evidence }) => [question, `Kysymys: ${question.length}`, yesNo(letter), evidence],
  plain: true,
});
form('ids slipped by two', {
  heads: ['Id', 'Question', 'Answer', 'Evidence'],
  row: ({ at, question, letter, evidence }) => [
    indicators[(at + 2) % indicators.length]?.id ?? '',
    question,
    yesNo(letter),
    evidence,
  ],
  human: asked,
});
form('sections numbered anew by 1.1.1', {
  heads: ['Id', 'Question', 'Answer', 'Evidence'],
  row: ({ id, question, letter, evidence }) => [
    `1.${id.split('.').slice(1).join('.')}`,
    question,
    yesNo(letter),
    evidence,
  ],
});
form('the answer behind the question in one cell', {
  heads: ['Question', 'Evidence'],
  row: ({ question, letter, evidence }) => [`${question} ${yesNo(letter)}`, evidence],
  human: asked,
});
form('an example row first, headed so', {
  above: [],
  heads: ['Id', 'Question', 'Answer', 'Evidence'],
  row: ({ id, question, letter, evidence }) => [id, question, id === '1.1.1' ? null : yesNo(letter), evidence],
  below: [[null], ['Example'], ['1.1.1', indicators[0]?.question ?? '', 'Yes', 'We have three designers']],
  human: (rows) => rows.map((one) => (one.id === '1.1.1' ? '-' : one.letter)).join(''),
});
form('last year below in a block of its own', {
  above: [['2022']],
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, yesNo(letter), evidence],
  below: [
    ['2021'],
    ['Question', 'Answer', 'Evidence'],
    ...indicators.map(({ question }, at): Row => [question, at % 2 ? 'Yes' : 'No', 'Report of 2021']),
  ],
});
form('another sheet of another city', {
  name: 'Espoo',
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, yesNo(letter), evidence],
  more: [
    {
      name: 'Vantaa',
      rows: [
        ['Question', 'Answer', 'Evidence'],
        ...indicators.map(({ question }, at): Row => [question, at % 2 ? 'Yes' : 'No', 'Report']),
      ],
    },
  ],
  human: asked,
});
form('a sheet of all departments before one of each', {
  name: 'Summary',
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, yesNo(letter), evidence],
  more: [
    {
      name: 'Schools',
      rows: [
        ['Question', 'Answer', 'Evidence'],
        ...indicators.map(({ question }, at): Row => [question, at % 2 ? 'Yes' : 'No', 'Report']),
      ],
    },
  ],
  human: asked,
});
form('blanks where the comment says Yes', {
  heads: ['Question', 'Answer', 'Comment'],
  row: ({ question, letter, at, evidence }) =>
    at % 5 === 0 ? [question, null, yesNo(letter)] : [question, yesNo(letter), evidence],
  human: (rows) => rows.map(({ at, letter }) => (at % 5 === 0 ? '?' : letter)).join(''),
});
form('coded 1 and 2, the legend above', {
  above: [['1 = Yes, 2 = No']],
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, letter === 'y' ? 1 : 2, evidence],
});
form('coded 1 and 0, the legend says the usual', {
  above: [['1 = yes; 0 = no']],
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, letter === 'y' ? 1 : 0, evidence],
});
form('coded 1 and 0, the legend says the contrary', {
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, letter === 'y' ? 0 : 1, evidence],
  more: [
    {
      name: 'Key',
      rows: [
        ['Code', 'Meaning'],
        [0, 'fulfilled'],
        [1, 'not fulfilled'],
      ],
    },
  ],
  human: asked,
});
form('coded 0 to 3', {
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question, at, evidence }) => [question, at % 4, evidence],
  human: asked,
});
form('only the head Yes/No over words', {
  heads: ['Question', 'Y/N', 'Remark'],
  row: ({ question, letter, evidence }) => [question, letter === 'y' ? 'Y' : 'N', evidence],
});
form('the answers under "Points", the words beside', {
  heads: ['Question', 'Points', 'Result', 'Source'],
  row: ({ question, letter, evidence }) => [question, letter === 'y' ? 1 : 0, yesNo(letter), evidence],
});
form('nothing filled in', {
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question }) => [question, null, null],
  human: open,
});
form('each Yes/No left standing, the wrong one deleted in a few', {
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question, letter, at, evidence }) => [question, at % 6 === 0 ? yesNo(letter) : 'Yes/No', evidence],
  human: (rows) => rows.map(({ at, letter }) => (at % 6 === 0 ? letter : '?')).join(''),
});
form('the offered answers below each heading', {
  above: [['Question', 'Answer', 'Evidence']],
  heads: [null, 'Yes / No / NA', null],
  row: ({ question, letter, evidence }) => [question, yesNo(letter), evidence],
  plain: true,
});

// Other places for the answer, and ticks of other kinds.
form('answers left of the questions', {
  heads: ['Answer', 'Question', 'Evidence'],
  row: ({ question, letter, evidence }) => [yesNo(letter), question, evidence],
  plain: true,
});
form('two columns of answers that say the same', {
  heads: ['Question', 'Answer', 'Reply', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, yesNo(letter), yesNo(letter), evidence],
  plain: true,
});
form('the column Answer blank, Reply filled in', {
  heads: ['Question', 'Answer', 'Reply', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, null, yesNo(letter), evidence],
});
form('half of the answers under Answer, half under Reply', {
  heads: ['Question', 'Answer', 'Reply'],
  row: ({ question, letter, at }) => (at % 2 === 0 ? [question, yesNo(letter), null] : [question, null, yesNo(letter)]),
  human: asked,
});
form('a city and its region under one heading Answer', {
  above: [[null, 'Answer', null, 'Evidence']],
  merges: ['B1:C1'],
  heads: ['Question', 'City', 'Region', null],
  row: ({ question, letter, other, evidence }) => [question, yesNo(letter), yesNo(other), evidence],
  human: asked,
});
form('Yes | Partly | No, crosses', {
  heads: ['Question', 'Yes', 'Partly', 'No', 'Evidence'],
  row: ({ question, letter, at, evidence }) => [
    question,
    letter === 'y' ? 'x' : null,
    at % 5 === 0 ? 'x' : null,
    letter === 'n' && at % 5 !== 0 ? 'x' : null,
    evidence,
  ],
  human: (rows) => rows.map(({ at, letter }) => (at % 5 === 0 ? '?' : letter)).join(''),
});
form('Yes | No | Don’t know, crosses', {
  heads: ['Question', 'Yes', 'No', 'Don’t know', 'Evidence'],
  row: ({ question, letter, at, evidence }) => [
    question,
    at % 5 !== 0 && letter === 'y' ? 'x' : null,
    at % 5 !== 0 && letter === 'n' ? 'x' : null,
    at % 5 === 0 ? 'x' : null,
    evidence,
  ],
  human: (rows) => rows.map(({ at, letter }) => (at % 5 === 0 ? '?' : letter)).join(''),
});
form('Yes | No with texts in place of crosses', {
  heads: ['Question', 'Yes', 'No', 'Evidence'],
  row: ({ question, letter, evidence }) => [
    question,
    letter === 'y' ? 'since 2019' : null,
    letter === 'n' ? 'planned' : null,
    evidence,
  ],
  human: asked,
});
for (const head of [
  'Not fulfilled',
  'Missing?',
  'Gap',
  'Applicable?',
  'Action needed',
  'Evidence attached',
  'Handlungsbedarf',
  'Nicht erfüllt',
  'Preuve jointe',
  'No aplicable',
  'Allegato',
  'Niet van toepassing',
  'Puuttuu',
]) {
  form(`Yes and No under another question: ${head}`, {
    heads: ['Question', head, 'Source'],
    row: ({ question, other, evidence }) => [question, yesNo(other), evidence],
    human: asked,
  });
  form(`1 and 0 under another question: ${head}`, {
    heads: ['Question', head, 'Source'],
    row: ({ question, other, evidence }) => [question, other === 'y' ? 1 : 0, evidence],
    human: asked,
  });
}
form('coded 0 = Yes, 1 = No, said in the heading', {
  heads: ['Question', 'Answer (0 = Yes, 1 = No)', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, letter === 'y' ? 0 : 1, evidence],
});
form('a sheet Backup beside the form', {
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, yesNo(letter), evidence],
  more: [
    {
      name: 'Backup',
      rows: [
        ['Question', 'Answer', 'Evidence'],
        ...indicators.map(({ question }, at): Row => [question, at % 2 ? 'Yes' : 'No', 'Report']),
      ],
    },
  ],
  human: asked,
});
form('another copy beside a form that has last year’s answers in a column of their own', {
  heads: ['Question', 'Answer', 'Answer 2021', 'Evidence'],
  row: ({ question, letter, other, evidence }) => [question, yesNo(letter), yesNo(other), evidence],
  more: [
    { name: 'Copy', rows: [['Question', 'Answer'], ...indicators.map(({ question }): Row => [question, 'Yes'])] },
    identitySheet,
  ],
  human: asked,
});
form('answers in two languages', {
  heads: ['Question', 'Answer', 'Evidence'],
  row: ({ question, letter, at, evidence }) => [
    question,
    at % 2 === 0 ? yesNo(letter) : yesNo(letter, ['Oui', 'Non']),
    evidence,
  ],
});
for (const words of [
  ['Da', 'Ne'],
  ['Po', 'Jo'],
  ['Jo', 'Nej'],
  ['Evet', 'Hayır'],
  ['Já', 'Nei'],
] as const) {
  form(`answers ${words.join('/')} beside English questions`, {
    heads: ['Question', 'Answer', 'Evidence'],
    row: ({ question, letter, evidence }) => [question, yesNo(letter, words), evidence],
  });
}

const styles = (xml: string) =>
  `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${xml}</styleSheet>`;

/** Answers of 1 and 0 under conditional formats, which may show anything else of them. */
function conditional(
  what: string,
  { dxf = '', rules, human = asked }: { readonly dxf?: string; readonly rules: string; readonly human?: string | null },
): void {
  seed += 1;
  const answers = filled(seed);
  const rows = answers.map(
    ({ id, question, letter, evidence }): Row => [id, question, letter === 'y' ? 1 : 0, evidence],
  );
  const sheet: RawSheet = { name: 'Form', rows: [['Id', 'Question', 'Answer', 'Evidence'], ...rows] };
  const bytes = rawWorkbook([sheet], (parts) => {
    const sheetPart = 'xl/worksheets/sheet1.xml';
    parts[sheetPart] = (parts[sheetPart] ?? '').replace('</worksheet>', `${rules}</worksheet>`);
    parts['xl/styles.xml'] = styles(`<cellXfs><xf numFmtId="0"/></cellXfs><dxfs>${dxf}</dxfs>`);
    parts['xl/_rels/workbook.xml.rels'] = (parts['xl/_rels/workbook.xml.rels'] ?? '').replace(
      '</Relationships>',
      '<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    );
  });
  const read = human ?? answers.map(({ letter }) => letter).join('');
  layouts.push({ what, bytes, human: read, plain: false });
}
const ruled = (rule: string, cells = 'C2:C42'): string =>
  `<conditionalFormatting sqref="${cells}">${rule}</conditionalFormatting>`;
const equalTo = (formula: string): string =>
  `<cfRule type="cellIs" dxfId="0" priority="1" operator="equal"><formula>${formula}</formula></cfRule>`;
const white = '<dxf><font><color rgb="FFFFFFFF"/></font></dxf>';
const pictures = (more: string): string =>
  ruled(`<cfRule type="iconSet" priority="1"><iconSet iconSet="3Symbols" ${more}/></cfRule>`);

conditional('a conditional format that shows 1 as No', {
  dxf: '<dxf><numFmt numFmtId="190" formatCode="&quot;No&quot;"/></dxf>',
  rules: ruled(equalTo('1')),
});
conditional('icons instead of numbers', { rules: pictures('showValue="0"') });
conditional('icons instead of numbers, the other way round', { rules: pictures('showValue="0" reverse="1"') });
conditional('more conditional formats than are looked at', {
  dxf: white,
  rules: [
    ...Array.from({ length: 120 }, (_, at) => ruled(equalTo(String(at + 2)))),
    ruled('<cfRule type="expression" dxfId="0" priority="1"><formula>TRUE</formula></cfRule>'),
  ].join(''),
});
conditional('a conditional format over more ranges than are looked at', {
  dxf: white,
  rules: ruled(equalTo('1'), [...Array.from({ length: 120 }, (_, at) => `H${at + 1}`), 'C2:C42'].join(' ')),
});

for (const [head, words] of [
  ['Deficits?', ['Yes', 'No']],
  ['Shortcomings', ['Yes', 'No']],
  ['Any weaknesses?', ['Yes', 'No']],
  ['Still open', ['Yes', 'No']],
  ['Verbesserungsbedarf', ['Ja', 'Nein']],
  ['Mängel', ['Ja', 'Nein']],
  ['Insuffisances', ['Oui', 'Non']],
  ['Carencias', ['Sí', 'No']],
  ['Criticità', ['Sì', 'No']],
  ['Knelpunten', ['Ja', 'Nee']],
  ['Puutteita', ['Kyllä', 'Ei']],
  ['Brister', ['Ja', 'Nej']],
] as const) {
  form(`answers under what is lacking: ${head}`, {
    heads: ['Question', head, 'Source'],
    row: ({ question, letter, evidence }) => [question, yesNo(letter === 'y' ? 'n' : 'y', words), evidence],
    human: asked,
  });
}

for (const head of [
  'Answer 2019',
  '2019',
  'Target 2025',
  'Planned for 2023',
  'Example answer',
  'Draft',
  'Answer 2024',
]) {
  form(`one column of another time than 2022: ${head}`, {
    heads: ['Question', head, 'Evidence'],
    row: ({ question, letter, evidence }) => [question, yesNo(letter), evidence],
    more: [identitySheet],
    human: asked,
  });
}
for (const head of ['Answer 2022', '2022', 'Answer']) {
  form(`one column of the round 2022: ${head}`, {
    heads: ['Question', head, 'Evidence'],
    row: ({ question, letter, evidence }) => [question, yesNo(letter), evidence],
    more: [identitySheet],
    plain: true,
  });
}
for (const head of ['Exceptions', 'Priority', 'Best practice?', 'In planning']) {
  form(`answers to another question: ${head}`, {
    heads: ['Question', head, 'Evidence'],
    row: ({ question, other, evidence }) => [question, yesNo(other), evidence],
    human: asked,
  });
}
form('coded Yes = 0, No = 1, said in the heading', {
  heads: ['Question', 'Answer (Yes=0, No=1)', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, letter === 'y' ? 0 : 1, evidence],
});
conditional('a conditional format that strikes', {
  dxf: '<dxf><font><strike/></font></dxf>',
  rules: ruled('<cfRule type="expression" dxfId="0" priority="1"><formula>TRUE</formula></cfRule>'),
});

for (const remark of [
  'should be No',
  'No (see mail)',
  '→ No',
  'Correct answer: No',
  'We said No last week, please use that',
  'this is wrong',
  'Not fulfilled',
  'to be verified',
  'rejected',
  'Nein!',
  'no longer',
]) {
  form(`remarked on three answers: ${remark}`, {
    heads: ['Id', 'Question', 'Answer', 'Evidence', 'Comment'],
    row: ({ id, at, question, letter, evidence }) => [
      id,
      question,
      yesNo(at % 15 === 3 ? 'y' : letter),
      evidence,
      at % 15 === 3 ? remark : null,
    ],
    human: (rows) => rows.map(({ at, letter }) => (at % 15 === 3 ? '?' : letter)).join(''),
  });
}
for (const remark of ['ok', 'No comment', 'see No. 3', 'wrong link, corrected', 'Good example', 'none', 'NA']) {
  form(`remarked on three answers: ${remark}`, {
    heads: ['Id', 'Question', 'Answer', 'Evidence', 'Comment'],
    row: ({ id, at, question, letter, evidence }) => [
      id,
      question,
      yesNo(letter),
      evidence,
      at % 15 === 3 ? remark : null,
    ],
    plain: true,
  });
}
form('a column that says what is corrected as the only evidence', {
  heads: ['Id', 'Question', 'Answer', 'Comment'],
  row: ({ id, at, question, letter, evidence }) => [
    id,
    question,
    yesNo(at % 15 === 3 ? 'y' : letter),
    at % 15 === 3 ? 'changed to No' : evidence,
  ],
  human: (rows) => rows.map(({ at, letter }) => (at % 15 === 3 ? '?' : letter)).join(''),
});

const finnish = indicatorsOf(userCentricity2023).map(({ text }) => textIn(text, 'fi'));
const headed = { heads: ['Question', 'Answer', 'Evidence'], more: [identitySheet] } as const;
const headedRow = ({ question, letter, evidence }: Filled): Row => [question, yesNo(letter), evidence];
for (const name of ['2019', '2021 answers', 'Archive', 'Superseded', 'Example', 'Target 2025', 'Vorjahr']) {
  form(`the only sheet in 2022: ${name}`, { ...headed, name, row: headedRow, human: asked });
}
for (const name of ['2022', 'Questionnaire 2023', 'Espoo final']) {
  form(`the only sheet in 2022: ${name}`, { ...headed, name, row: headedRow, plain: true });
}
for (const title of ['Digital city questionnaire 2019', 'EXAMPLE OF A FILLED FORM', 'Previous answers, do not edit']) {
  form(`a title above in 2022: ${title}`, { ...headed, above: [[title], []], row: headedRow, human: asked });
}
for (const title of [
  'Digital city 2022',
  'Every second year since 2019',
  'Filled in 3.5.2021',
  'Example: see below',
  '© 2021 Benchmark office',
]) {
  form(`a title above in 2022: ${title}`, { ...headed, above: [[title], []], row: headedRow, plain: true });
}
for (const head of [
  'National result',
  'Checked',
  'Verified',
  'Approved by the council',
  'In progress',
  'Geprüft',
  'Other cities',
  'Our wish',
  'Filled in?',
  'Prévu',
]) {
  form(`one column of others: ${head}`, {
    heads: ['Question', head, 'Evidence'],
    row: ({ question, letter, evidence }) => [question, yesNo(letter), evidence],
    human: asked,
  });
}
for (const head of [
  'Self-check',
  'Assessment',
  'Review of our services',
  'State of play',
  'Umgesetzt?',
  'Do you comply?',
]) {
  form(`one column of answers: ${head}`, {
    ...headed,
    heads: ['Question', head, 'Evidence'],
    row: headedRow,
    plain: true,
  });
}
form('how good the evidence is, from 0 to 2', {
  heads: ['Question', 'Answer', 'Evidence', 'Quality'],
  row: ({ at, ...one }) => [...headedRow({ at, ...one }), at % 3],
  plain: true,
});
form('columns to tick, with what to do in brackets', {
  heads: ['Question', 'Yes (tick)', 'No (tick)', 'Evidence'],
  row: ({ question, letter, evidence }) => [question, ...ticked(letter), evidence],
  plain: true,
});

for (const head of ['Key question', 'Document available', 'Legal obligation', 'Needs translation', 'Show on website']) {
  form(`what is so of the question, beside its answer: ${head}`, {
    heads: ['Question', 'Answer', 'Evidence', head],
    row: (one) => [...headedRow(one), yesNo(one.other)],
    plain: true,
  });
}
for (const [what, between] of [
  ['on one line', ' / '],
  ['on two lines', '\n'],
] as const) {
  form(`questions in two languages ${what}`, {
    ...headed,
    row: (one) => [`${one.question}${between}${finnish[one.at]}`, ...headedRow(one).slice(1)],
    plain: true,
  });
}
form('ids in brackets behind the questions', {
  ...headed,
  row: (one) => [`${one.question} (${one.id})`, ...headedRow(one).slice(1)],
  plain: true,
});

/** Conditional formats that Excel keeps in an extension of the sheet. */
const extended = (rule: string): string =>
  `<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings>
    <x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">
    ${rule}<xm:sqref>C2:C42</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>`;
const ownIcons = (shown: string): string =>
  extended(`<x14:cfRule type="iconSet" priority="1" id="{1}"><x14:iconSet iconSet="3Symbols2" ${shown} custom="1">
    <x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>1</xm:f></x14:cfvo>
    <x14:cfIcon iconSet="3Symbols2" iconId="2"/><x14:cfIcon iconSet="3Symbols2" iconId="0"/></x14:iconSet></x14:cfRule>`);
const condition = (font: string): string =>
  extended(`<x14:cfRule type="cellIs" priority="1" operator="equal" id="{1}"><xm:f>1</xm:f>
    <x14:dxf><font>${font}</font></x14:dxf></x14:cfRule>`);
conditional('icons of one’s own choice in place of numbers', { rules: ownIcons('showValue="0"') });
conditional('icons of one’s own choice beside numbers', { rules: ownIcons('') });
conditional('icons turned round beside numbers', { rules: pictures('reverse="1"') });
conditional('white letters by a condition of an extension', { rules: condition('<color rgb="FFFFFFFF"/>') });
conditional('struck letters by a condition of an extension', { rules: condition('<strike/>') });
conditional('red letters by a condition of an extension', { rules: condition('<color rgb="FFC00000"/>'), human: null });

/** Separated values as other programs write them. */
function separated(what: string, write: (rows: readonly (readonly string[])[]) => string): void {
  seed += 1;
  const rows = filled(seed);
  const cells = rows.map(({ id, question, letter, evidence }) => [id, question, yesNo(letter), evidence]);
  const bytes = Buffer.from(write([['Id', 'Question', 'Answer', 'Evidence'], ...cells]));
  layouts.push({ what, bytes, human: rows.map(({ letter }) => letter).join(''), plain: true });
}
const inMarks = (cells: readonly string[], separator: string): string =>
  cells.map((cell) => `'${cell.replaceAll("'", "''")}'`).join(separator);
for (const separator of [',', ';', '\t']) {
  separated(`separated values in apostrophes, by ${JSON.stringify(separator)}`, (rows) =>
    rows.map((cells) => inMarks(cells, separator)).join('\r\n'),
  );
}
const inQuotes = (cells: readonly string[]): string => cells.map((cell) => JSON.stringify(cell)).join(';');
separated(
  'separated values with zeros to the end of a block',
  (rows) => `${rows.map(inQuotes).join('\n')}\n${'\0'.repeat(64)}`,
);
separated('separated values with the mark for the end of a file', (rows) => `${rows.map(inQuotes).join('\n')}\n\u001a`);

/** Forms made by a program: other words, other layouts than those of ../shared. */
export const madeLayouts = (): readonly MadeLayout[] => layouts;
