import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressValue, nameValue } from '../../../shared/domain/registry/contact-values.ts';
import type { Parse } from '../../../shared/domain/registry/registry-rows.ts';
import {
  aliasesValue,
  authorityIdValue,
  countryValue,
  type Edge,
  finalResultsValue,
  instantOf,
  listOf,
  momentValue,
  movedEdge,
  oneOf,
  populationValue,
  roundIdValue,
  shardsValue,
  shownInstant,
  timeZoneValue,
  yesOrNo,
} from '../../../shared/domain/registry/registry-values.ts';
import { runs } from '../../support/tier.ts';

/** The value, or the code of why there is none. */
const read = (parse: Parse<unknown>, text: string): unknown => {
  const parsed = parse(text);
  return 'value' in parsed ? parsed.value : parsed.code;
};

test.each<[string, Parse<unknown>, string, unknown]>([
  ['an id', authorityIdValue, 'île-de-france', 'île-de-france'],
  ['an id of 80 letters', authorityIdValue, 'a'.repeat(80), 'a'.repeat(80)],
  ['an id of 81 letters', authorityIdValue, 'a'.repeat(81), 'registry-id-unclear'],
  ['an id in capitals', authorityIdValue, 'Espoo', 'registry-id-unclear'],
  ['an id with a slash', authorityIdValue, 'a/b', 'registry-id-unclear'],
  ['a round', roundIdValue, '2022-pilot.1', '2022-pilot.1'],
  ['a round of one dot', roundIdValue, '.', 'registry-round-id-unclear'],
  ['a round of two dots', roundIdValue, '..', 'registry-round-id-unclear'],
  ['a round of 41 letters', roundIdValue, '2'.repeat(41), 'registry-round-id-unclear'],
  ['a name of 200 letters', nameValue, 'n'.repeat(200), 'n'.repeat(200)],
  ['a name of 201 letters', nameValue, 'n'.repeat(201), 'registry-name-long'],
  ['an address', addressValue, 'oili.officer+2022@espoo.example', 'oili.officer+2022@espoo.example'],
  ['an address in letters of its own', addressValue, 'ä@münchen.example', 'ä@münchen.example'],
  ['an address with a name', addressValue, 'Oili <oili@espoo.example>', 'registry-address-unclear'],
  ['two addresses', addressValue, 'a@espoo.example, b@espoo.example', 'registry-address-unclear'],
  ['an address of 254 letters', addressValue, `${'a'.repeat(240)}@espoo.example`, `${'a'.repeat(240)}@espoo.example`],
  ['an address of 255 letters', addressValue, `${'a'.repeat(241)}@espoo.example`, 'registry-address-unclear'],
  ['an address of no domain', addressValue, 'oili@espoo', 'registry-address-unclear'],
  ['a country', countryValue, 'finland', 'FI'],
  ['no country', countryValue, 'Lapland', 'registry-country-unknown'],
  ['a population', populationValue, '305 200', 305200],
  ['a population with its year', populationValue, '305 200 (2022)', 305200],
  ['a population without some', populationValue, '305 200 (without students)', 'registry-population-unclear'],
  ['a population with any remark', populationValue, '305 200 (inhabitants)', 'registry-population-unclear'],
  ['a population in words', populationValue, 'many', 'registry-population-unclear'],
  ['a population that may be two', populationValue, '12,5', 'registry-population-unclear'],
  ['yes', yesOrNo, 'Kyllä', true],
  ['no', yesOrNo, 'NO', false],
  ['neither', yesOrNo, 'n/a', 'registry-yes-no-unclear'],
  ['the fewest shards', shardsValue, '1', 1],
  ['the most shards', shardsValue, '1000', 1000],
  ['no shards', shardsValue, '0', 'registry-shards-unclear'],
  ['too many shards', shardsValue, '1001', 'registry-shards-unclear'],
  ['half a shard', shardsValue, '1.5', 'registry-shards-unclear'],
  ['a zone', timeZoneValue, 'europe/helsinki', 'Europe/Helsinki'],
  ['no zone', timeZoneValue, 'Europe/Espoo', 'registry-zone-unknown'],
  ['a word', oneOf(['attachment', 'link'], 'registry-mails-unknown'), 'LINK', 'link'],
  ['a word of none', oneOf(['attachment', 'link'], 'registry-mails-unknown'), 'links', 'registry-mails-unknown'],
  ['a list', listOf(['en', 'fi'], 'registry-language-unknown'), 'fi; EN,fi', ['fi', 'en']],
  ['a list with one that is none', listOf(['en'], 'registry-language-unknown'), 'en, sv', 'registry-language-unknown'],
  ['when a round closes', finalResultsValue, 'At-Close', 'at close'],
  ['when the office says so', finalResultsValue, 'by  office', 'by office'],
  ['from a day on', finalResultsValue, '2022-12-01', { day: '2022-12-01' }],
  ['at no time', finalResultsValue, 'never', 'registry-final-unclear'],
])('%s is read', (_, parse, text, expected) => expect(read(parse, text)).toEqual(expected));

describe('other names', () => {
  test.each([
    ['Stadt Zürich | Zurich', { aliases: ['Stadt Zürich', 'Zurich'], withdrawn: [] }],
    ['Zurich | -Zürihc | – Zrich', { aliases: ['Zurich'], withdrawn: ['Zürihc', 'Zrich'] }],
    [' | - | Zurich |', { aliases: ['Zurich'], withdrawn: [] }],
    [`Zurich | ${'z'.repeat(201)}`, 'registry-name-long'],
  ])('%s', (text, expected) => expect(read(aliasesValue, text)).toEqual(expected));
});

describe('a date', () => {
  test.each([
    ['2022-10-31', { day: '2022-10-31' }],
    ['31.10.2022', { day: '2022-10-31' }],
    ['1. 2. 2022', { day: '2022-02-01' }],
    ['1.2.22', 'registry-date-unclear'],
    ['2024-02-29', { day: '2024-02-29' }],
    ['2023-02-29', 'registry-date-unclear'],
    ['31.2.2022', 'registry-date-unclear'],
    // It is 10 November in one country and 11 October in another.
    ['10/11/2022', 'registry-date-unclear'],
    ['2022-10-31T16:00', { local: '2022-10-31T16:00:00.000' }],
    ['2022-10-31 16:00:05', { local: '2022-10-31T16:00:05.000' }],
    ['2022-10-31T16:00Z', { instant: '2022-10-31T16:00:00.000Z' }],
    ['2022-10-31T16:00+02:00', { instant: '2022-10-31T14:00:00.000Z' }],
    ['2022-10-31T24:30', 'registry-date-unclear'],
    ['2022-02-30T12:00', 'registry-date-unclear'],
    ['tomorrow', 'registry-date-unclear'],
  ])('%s', (text, expected) => expect(read(momentValue, text)).toEqual(expected));

  test.each<[Parameters<typeof instantOf>[0], Edge, string, string]>([
    [{ day: '2022-10-31' }, 'start', 'UTC', '2022-10-31T00:00:00.000Z'],
    [{ day: '2022-10-31' }, 'end', 'UTC', '2022-10-31T23:59:59.999Z'],
    [{ day: '2022-10-31' }, 'end', 'Europe/Helsinki', '2022-10-31T21:59:59.999Z'],
    [{ local: '2022-10-31T16:00:00.000' }, 'end', 'Europe/Helsinki', '2022-10-31T14:00:00.000Z'],
    [{ instant: '2022-10-31T16:00:00.000Z' }, 'end', 'Europe/Helsinki', '2022-10-31T16:00:00.000Z'],
  ])('%j, the %s of it in %s', (moment, edge, zone, expected) => expect(instantOf(moment, edge, zone)).toBe(expected));
});

describe('an instant as it is shown', () => {
  test.each<[string | null, Edge, string, string]>([
    [null, 'end', 'UTC', ''],
    ['2022-10-31T23:59:59.999Z', 'end', 'UTC', '2022-10-31'],
    ['2022-10-31T23:59:59.999Z', 'start', 'UTC', '2022-10-31T23:59:59.999Z'],
    ['2022-10-31T21:59:59.999Z', 'end', 'Europe/Helsinki', '2022-10-31'],
  ])('%s, the %s of a day in %s', (instant, edge, zone, shown) =>
    expect(shownInstant(instant, edge, zone)).toBe(shown),
  );

  test('is read back as the same one', () => {
    const edge = fc.constantFrom<Edge>('start', 'end');
    const zone = fc.constantFrom('UTC', 'Europe/Helsinki', 'America/St_Johns', 'Pacific/Apia');
    const at = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    const whole = fc.boolean();
    const property = fc.property(at, edge, zone, whole, (date, which, where, isEdge) => {
      const instant = isEdge ? instantOf({ day: date.toISOString().slice(0, 10) }, which, where) : date.toISOString();
      const parsed = momentValue(shownInstant(instant, which, where));
      if (!('value' in parsed)) throw new Error(parsed.code);
      expect(instantOf(parsed.value, which, where)).toBe(instant);
    });
    fc.assert(property, { numRuns: runs(60, 500) });
  });
});

test.each<[string | null, Edge, string | null, string]>([
  ['2022-10-31T23:59:59.999Z', 'end', '2022-10-31T21:59:59.999Z', 'the end of a day'],
  ['2022-10-31T00:00:00.000Z', 'start', '2022-10-30T22:00:00.000Z', 'the start of a day'],
  ['2022-10-31T00:00:00.000Z', 'end', '2022-10-31T00:00:00.000Z', 'the other edge: it stays'],
  ['2022-10-31T14:00:00.000Z', 'end', '2022-10-31T14:00:00.000Z', 'a time of a day: it stays'],
  [null, 'end', null, 'none'],
])('%s, the %s, is %s when a round moves from UTC to Helsinki (%s)', (instant, edge, expected) =>
  expect(movedEdge(instant, edge, { from: 'UTC', to: 'Europe/Helsinki' })).toBe(expected),
);
