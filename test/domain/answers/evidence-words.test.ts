import { describe, expect, test } from 'vitest';
import { checkClaims } from '../../../shared/domain/answers/checks/check-claims.ts';
import { isPlanned, isWeak } from '../../../shared/domain/answers/checks/evidence-words.ts';
import { userCentricity2023 as questionnaire } from '../../support/user-centricity.ts';

test.each([
  'see above',
  'siehe oben',
  'S. o.',
  'voir ci-dessus',
  'cf. ci-dessus',
  'ks. yllä',
  'kts. yllä',
  'véase arriba',
  'ver arriba',
  'vedi sopra',
  'zie hierboven',
  'se ovan',
  'se ovenfor',
  'j.w.',
  'viz výše',
  'pozri vyššie',
  'lásd fent',
  'vezi mai sus',
  'виж по-горе',
  'див. вище',
  'βλ. παραπάνω',
  'vidi gore',
  'glej zgoraj',
  'vt ülal',
  'skat. augstāk',
  'žr. aukščiau',
  'ver acima',
  'yukarıda',
  'TBA',
  'TBC',
  'See link',
  'voir lien',
  'to follow',
  'wird nachgereicht',
  'täydennetään myöhemmin',
  '(idem)',
  '"',
  '–',
  '#NV',
  '#PUUTTUU!',
  '#N/A',
  '########',
  '12',
  'https://www.example.org/',
])('%s is no evidence', (text) => expect(isWeak(text)).toBe(true));

test.each([
  'See chapter 4 of the digital strategy',
  'siehe Digitalstrategie 2022, Kapitel 4',
  'https://www.example.org/ lists all services',
  'Palvelukatalogi 2022, ks. luku 4',
  'The above service has been online since 2019',
])('%s is evidence', (text) => expect(isWeak(text)).toBe(false));

test.each([
  'Ist in Vorbereitung',
  'Wird derzeit erarbeitet',
  'En cours d’élaboration',
  'Está en preparación',
  'In fase di sviluppo',
  'In voorbereiding',
  'Palvelu on valmisteilla',
  'Under utveckling',
  'Under udvikling',
  'W trakcie wdrażania',
  'V přípravě',
  'Előkészítés alatt',
  'În pregătire',
  'В подготовка',
  'У розробці',
  'Υπό ανάπτυξη',
  'U pripremi',
  'V pripravi',
  'Väljatöötamisel',
  'Izstrādē',
  'Rengiama',
  'Em preparação',
  'The portal is under construction',
])('%s is not there yet', (text) => expect(isPlanned(text)).toBe(true));

test.each([
  'The plan was adopted in 2021',
  'The user research has informed the development of the portal',
  'Der Planungsausschuss hat den Plan beschlossen',
  'Le cours de formation a eu lieu en 2021',
  'El curso de formación tuvo lugar en 2021',
])('%s is there', (text) => expect(isPlanned(text)).toBe(false));

describe('a share beside the one a question asks for', () => {
  const found = (indicator: string, evidence: string) => {
    const answer = { value: 'yes', raw: 'Yes', evidence, cell: 'Q!C2' } as const;
    const filled = { questionnaire, identity: { round: '2022' }, background: new Map() };
    const [answers, evidenceCells] = [new Map([[indicator, answer]]), new Map([[indicator, 'D2']])];
    return checkClaims({ ...filled, answers, evidenceCells }).map(({ code }) => code);
  };

  test.each([
    ['2.2.2', 'Downloaded by 8 % of the population'],
    ['2.2.2', '12,5 % der Bevölkerung'],
    ['3.3.2', 'The share of satisfied users is 61 percent'],
    ['2.2.1', 'About 40 % of the services are fully online'],
  ])('%s: %s is asked about', (indicator, evidence) => expect(found(indicator, evidence)).toEqual(['evidence-below']));

  test.each([
    ['2.2.2', 'Downloaded by 28 % of the population'],
    ['2.2.2', 'Grew by 8 % in a year; 24 % of the population have it'],
    ['2.2.2', 'Costs fell by 8 % last year'],
    ['3.3.2', '81 % of users are satisfied'],
    ['1.3.1', 'Used by 8 % of the administrations'],
  ])('%s: %s is not', (indicator, evidence) => expect(found(indicator, evidence)).toEqual([]));
});
