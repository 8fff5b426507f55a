import { beforeEach, describe, expect, test } from 'vitest';
import { type Match, matchFor, questionIndex } from '../../../shared/spreadsheet/reading/question-index.ts';

const english = (text: string) => ({ text, language: 'en' });
const questions = [
  {
    id: 'divers',
    texts: [
      english('Are the quays of the harbour inspected by divers at least every 5 years?'),
      { text: 'Tarkastavatko sukeltajat laiturit vähintään viiden vuoden välein?', language: 'fi' },
    ],
  },
  { id: 'ferry', texts: [english('Does a ferry call at the harbour in winter (December to February)?')] },
  { id: 'guests', texts: [english('Are there berths for guests with electricity and drinking water nearby?')] },
  {
    id: 'staff',
    texts: [english('Are there berths for guests with electricity and drinking water beside the office?')],
  },
  { id: 'open1', texts: [english('Is this open to guests?')] },
  { id: 'open2', texts: [english('Is this open to guests?')] },
  { id: 'open3', texts: [english('Is this open to guests?')] },
  { id: 'plan', texts: [english('Plan?'), { text: 'plan', language: null }] },
];
/** Made anew for each test: what is made while a file loads is the same to every mutant. */
let index = questionIndex(questions);
beforeEach(() => {
  index = questionIndex(questions);
});
const said = (match: Match | null): string | null => {
  if (match === null) return null;
  const more = match.kind === 'doubtful' ? [] : [match.language ?? '-', ...(match.among ?? [])];
  return [match.kind, match.id, ...more].join(' ');
};
const found = (text: string) => said(index.match(text));

describe('a text that is worded as a question', () => {
  test.each<[string, string | null]>([
    ['Are the quays of the harbour inspected by divers at least every 5 years?', 'same divers en'],
    ['1.2 ARE THE QUAYS of the harbour, inspected by divers\nat least every 5 years', 'same divers en'],
    ['Q7) Are the quays of the harbour inspected by divers at least every 5 years', 'same divers en'],
    ['Tarkastavatko sukeltajat laiturit vähintään viiden vuoden välein', 'same divers fi'],
    ['plan', 'same plan -'],
    ['Is this open to guests', 'same open3 en open1 open2 open3'],
    ['plans', null],
    ['', null],
  ])('%j: %s', (text, match) => {
    expect(found(text)).toBe(match);
    expect(said(index.exact(text))).toBe(match);
  });
});

describe('a text that says the same otherwise', () => {
  test.each<[string, string, string | null]>([
    ['without what stands in brackets', 'Does a ferry call at the harbour in winter?', 'similar ferry en'],
    ['of you', 'Do your ferry call at your harbour in winter (December to February)?', 'similar ferry en'],
    ['in the plural', 'Are the quay of the harbours inspected by diver at least every 5 year?', 'similar divers en'],
    ['in other order', 'Does a ferry in winter (December to February) call at the harbour?', 'similar ferry en'],
    [
      'with a letter wrong',
      'Are the quays of the harbour inspacted by divers at least every 5 years?',
      'similar divers en',
    ],
    [
      'with a letter lost',
      'Are the quays of the harbour inspeted by divers at least every 5 years?',
      'similar divers en',
    ],
    [
      'with a letter more',
      'Are the quays of the harbour inspectted by divers at least every 5 years?',
      'similar divers en',
    ],
    [
      'with two letters swapped',
      'Are the quays of the harbour inspetced by divers at least every 5 years?',
      'similar divers en',
    ],
    [
      'with two letters wrong',
      'Are the quays of the harbour inspaqted by divers at least every 5 years?',
      'doubtful divers',
    ],
    [
      'with a space lost',
      'Are the quays of the harbourinspected by divers at least every 5 years?',
      'similar divers en',
    ],
    [
      'with another number',
      'Are the quays of the harbour inspected by divers at least every 6 years?',
      'doubtful divers',
    ],
    [
      'with a number in other digits',
      'Are the quays of the harbour inspected by divers at least every 50 years?',
      'doubtful divers',
    ],
    [
      'with another comparison',
      'Are the quays of the harbour inspected by divers at most every 5 years?',
      'doubtful divers',
    ],
    ['denied', 'Are the quays of the harbour not inspected by divers at least every 5 years?', 'doubtful divers'],
    [
      'turned by a beginning',
      'Are the quays of the harbour uninspected by divers at least every 5 years?',
      'doubtful divers',
    ],
    [
      'with a word more',
      'Are the quays of the harbour inspected by professional divers at least every 5 years?',
      'doubtful divers',
    ],
    [
      'with a word left out in the middle',
      'Are the quays of the harbour inspected at least every 5 years?',
      'doubtful divers',
    ],
    ['its beginning', 'Are the quays of the harbour inspected by divers', 'similar divers en'],
    ['its beginning, in the middle of a word', 'Are the quays of the harbour inspected by div', null],
    ['the beginning of two', 'Are there berths for guests with electricity', 'doubtful guests'],
    ['nothing of it', 'Who has filled in this questionnaire, and when was it?', null],
    ['a word of it', 'The harbour and the mayor of the town have been photographed', null],
    ['too short to be compared', 'quays and divers', null],
  ])('%s', (_, text, match) => expect(found(text)).toBe(match));

  test('is not found where only the same words are looked for', () =>
    expect(index.exact('Does a ferry call at the harbour in winter?')).toBe(null));

  test('is remembered', () => {
    const text = 'Does a ferry call at the harbour in winter?';
    expect(index.match(text)).toBe(index.match(text));
  });

  test('is looked for in the first thousand characters', () => {
    const text = 'Does a ferry call at the harbour in winter (December to February)?';
    expect(found(`${text}${' '.repeat(2_000)}and more of it`)).toBe('same ferry en');
  });
});

test('a text of fewer characters than any wording is one of them where its characters stand for several', () => {
  const { exact } = questionIndex([{ id: 'office', texts: [english('Office?')] }]);
  expect([said(exact('Oﬃce')), exact('Offic')]).toEqual(['same office en', null]);
});

test('of one file no more than 20,000 texts are compared by their words', () => {
  const match = matchFor(index);
  const text = 'Does a ferry call at the harbour in winter?';
  expect(said(match(text))).toBe('similar ferry en');
  for (let at = 1; at < 20_000; at += 1) match('Of no question at all, and long enough');
  expect(match(text)).toBe(null);
  // As it is worded it is found all the same.
  expect(said(match('Is this open to guests?'))).toBe('same open3 en open1 open2 open3');
  const other = matchFor(index);
  for (let at = 0; at < 20_001; at += 1) other('short');
  expect(said(other(text))).toBe('similar ferry en');
});

/** What a text is taken for among questions that are worded so. */
const among = (text: string, ...wordings: string[]): string | null =>
  said(questionIndex(wordings.map((one, at) => ({ id: `w${at + 1}`, texts: [english(one)] }))).match(text));

describe('the beginning of a question', () => {
  const electric = 'Is electromobility infrastructure documented by maps of each charging point in summer?';
  const boats = 'Is there a list (with names, addresses and owners) of boats rented in summer months by visitors?';
  test.each<[string, string, string | null]>([
    ['of few words that are long', 'Is electromobility infrastructure documented', 'similar w1 en'],
    ['of few words, and short', 'Is electromobility here', null],
    ['of few words, cut within the last of them', 'Is electromobility infrastructure docum', null],
  ])('%s', (_, text, match) => expect(among(text, electric)).toBe(match));

  test.each<[string, string, string | null]>([
    [
      'of enough words, one of them mistyped',
      'Is electromobility infrastructure documentd by maps of each',
      'similar w1 en',
    ],
    ['of enough words, in other order', 'Is infrastructure electromobility documented by maps of each', 'doubtful w1'],
    [
      'of enough words, without the first',
      'Is infrastructure documented by maps of each charging point',
      'doubtful w1',
    ],
  ])('%s', (_, text, match) => expect(among(text, electric)).toBe(match));

  test('goes on behind brackets that are left out, or with what is in them', () => {
    expect(among('Is there a list of boats rented in sumer months', boats)).toBe('similar w1 en');
    expect(among('Is there a list with name, address and owner', boats)).toBe('similar w1 en');
    expect(among('Is there a list of boats with names rented in summer', boats)).toBe('doubtful w1');
  });

  test('is not found where another begins with it, even if it is all of one', () => {
    const all = 'Are berths with electricity and water rented?';
    const longer = 'Are berths with electricity and water rented to guests in winter?';
    expect(among('Are berth with electricity and waters rented?', all)).toBe('similar w1 en');
    expect(among('Are berth with electricity and waters rented?', all, longer)).toBe('doubtful w1');
    expect(among('Are berth with electricity and waters rented?', longer, all)).toBe('doubtful w2');
    expect(among(all, longer, all)).toBe('same w2 en');
  });
});

describe('of several questions that are like a text', () => {
  const first = 'Do ferries carry bicycles to the northern islands on weekends?';
  const second = 'Do ferries carry bicycles to the southern islands on weekends?';
  test('the one that says the same is found', () => {
    expect(among('Do ferries carry bicycle to the southern island on weekend?', first, second)).toBe('similar w2 en');
    expect(among('Do ferries carry bicycle to the southern island on weekend?', second, first)).toBe('similar w1 en');
  });

  test('the nearest is told where none does', () => {
    const far = 'Do ferries carry bicycles and horses and carts to the southern islands and rocks on weekends?';
    const text = 'Do ferries carry dogs and bicycles to the southern islands on weekends?';
    expect(among(text, far, second)).toBe('doubtful w2');
    expect(among(text, second, far)).toBe('doubtful w1');
  });

  test('none is told where most of it is something else', () => {
    expect(among('Do ferries sail on weekends? Ask the captains of harbours nearby.', first)).toBe(null);
  });

  test('what is asked twice in one question is needed twice', () => {
    const twice = 'Are harbours inspected, and are inspected harbours published?';
    expect(among('Are harbours inspected, and are harbours published?', twice)).not.toBe('similar w1 en');
  });
});

describe('a word that does not count', () => {
  const wording = 'Does the local authority publish timetables of ferries for visitors?';
  test.each([
    ['mistyped by a letter more', 'Does the locall authority publish timetables of ferries for visitors?'],
    ['by a letter less', 'Does the local authorty publish timetables of ferries for visitors?'],
    ['by another letter', 'Does the local authoraty publish timetables of ferries for visitors?'],
    ['or more often', 'Does the local authority, the city, publish your timetables of ferries for visitors?'],
  ])('%s', (_, text) => expect(among(text, wording)).toBe('similar w1 en'));
  test('is none where two letters are wrong', () =>
    expect(among('Does the local authoroti publish timetables of ferries for visitors?', wording)).toBe('doubtful w1'));
});
