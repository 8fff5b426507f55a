import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../shared/domain/answers/normalise/plain-text.ts';
import { roundMails } from '../../../shared/domain/mail/mail-texts.ts';
import { type ParsedRegistry, parseRegistry } from '../../../shared/domain/registry/parse-registry.ts';
import { planRegistry, type Registered } from '../../../shared/domain/registry/plan-registry.ts';
import type { Authority, Contact, Round } from '../../../shared/domain/registry/registry.ts';
import { type RegistryPlan, updated } from '../../../shared/domain/registry/registry-plan.ts';
import { writeRegistryReport } from '../../../shared/rendering/workbooks/registry/registry-report-workbook.ts';
import { writeRegistryWorkbook } from '../../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { readRegistry } from '../../../shared/spreadsheet/reading/read-registry.ts';
import { csvOf, odsOf } from '../../support/other-formats.ts';
import { type RawCell, type RawSheet, rawWorkbook } from '../../support/raw-workbook.ts';
import { runs } from '../../support/tier.ts';
import { open, sheetOf, textsOf } from './writers/open.ts';

const current = 'user-centricity@2023';
const known = { languages: ['en', 'fi'], questionnaires: new Map([[current, ['en', 'fi']]]) };

const officer: Contact = { address: 'Officer@espoo.example', name: 'Oili Officer', language: 'fi' };
const espoo: Authority = { id: 'espoo', name: 'Espoo', country: 'FI', population: 305200, contacts: [officer] };
const porto: Authority = { id: 'porto', name: 'Porto', country: 'PT', contacts: [] };
const round: Round = {
  id: '2022',
  questionnaire: current,
  opensAt: null,
  closesAt: '2022-10-31T23:59:59.999Z',
  shards: 4,
};
const registered: Registered = { authorities: [espoo, porto], rounds: [round], withSubmissions: new Set(['porto']) };

async function parsed(file: Uint8Array, of = registered): Promise<ParsedRegistry> {
  const rows = await readRegistry(file);
  if ('code' in rows) throw new Error(rows.code);
  return parseRegistry(rows, { ...known, authorities: of.authorities });
}
const planOf = async (file: Uint8Array, of = registered): Promise<RegistryPlan> =>
  planRegistry(await parsed(file, of), of, current, new Date());

const authorities = (...rows: RawCell[][]): RawSheet => ({
  name: 'Authorities',
  rows: [['Id', 'Name', 'Country', 'Population', 'Remove'], ...rows],
});
const contacts = (...rows: RawCell[][]): RawSheet => ({
  name: 'Contacts',
  rows: [['Authority', 'Address', 'Name', 'Language', 'Role', 'Mail stopped', 'Remove'], ...rows],
});
const rounds = (...rows: RawCell[][]): RawSheet => ({
  name: 'Rounds',
  rows: [
    [
      'Id',
      'Opens',
      'Deadline',
      'Questionnaire',
      'Languages',
      'Mails',
      'Publishes evidence',
      'Previous',
      'Shards',
      'Method',
    ],
    ...rows,
  ],
});
const rowOf = { authorities, contacts, rounds };
const nothing = { authorities: [], contacts: [], rounds: [], texts: [], participants: [] };
const codes = (plan: RegistryPlan) => plan.report.problems.map(({ code }) => code);

describe('what is registered, written as a workbook', () => {
  const everything = { ...registered, languages: known.languages, questionnaires: [current] };

  test('has its tables with drop-downs, and the hidden mark', async () => {
    const workbook = await open(await writeRegistryWorkbook(everything));
    expect(workbook.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ['Authorities', 'visible'],
      ['Contacts', 'visible'],
      ['Rounds', 'visible'],
      ['Texts', 'visible'],
      ['Participants', 'visible'],
      ['_scorebook', 'hidden'],
    ]);
    expect(sheetOf(workbook, 'Contacts').getCell('E7').dataValidation.formulae).toEqual(['"en,fi"']);
    expect(sheetOf(workbook, '_scorebook').getCell('A2').value).toBe('registry');
  });

  test('offers every country by name and code, and takes only days and dashes as days', async () => {
    const workbook = await open(await writeRegistryWorkbook({ ...everything, authorities: [], rounds: [] }));
    const rule = (sheet: string, cell: string) => sheetOf(workbook, sheet).getCell(cell).dataValidation;
    const [, from = '', to = ''] =
      /^'_scorebook'!\$D\$(\d+):\$D\$(\d+)$/.exec(rule('Authorities', 'D46').formulae[0]) ?? [];
    const offered = Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) =>
      String(sheetOf(workbook, '_scorebook').getCell(Number(from) + index, 4).value),
    );
    expect(offered).toEqual(expect.arrayContaining(['-', 'Finland', 'Åland Islands', 'FI', 'ZW']));
    expect(offered.length).toBeGreaterThan(490);
    const read = await parsed(rawWorkbook([authorities(...offered.map((word, index) => [`c${index}`, 'A', word]))]));
    expect(read.authorities?.flatMap(({ reader }) => reader.problems)).toEqual([]);
    expect(read.authorities?.filter(({ given }) => given.country === null)).toHaveLength(1);
    expect([rule('Rounds', 'C7').type, rule('Rounds', 'D46').errorStyle]).toEqual(['custom', 'stop']);
    expect(rule('Rounds', 'D46').formulae[0]).toContain('D7');
  });

  test('has an example above the headings of each table that nothing ever reads', async () => {
    const bytes = await writeRegistryWorkbook({ ...everything, authorities: [], rounds: [] });
    const workbook = await open(bytes);
    const tables = ['Authorities', 'Contacts', 'Rounds', 'Texts', 'Participants'];
    const examples = tables.map((name) => sheetOf(workbook, name).getCell('B5').value);
    const ofRounds = ['Example: 2027', 'Example: 2027', 'Example: 2027'];
    expect(examples).toEqual(['Example: example-city', 'Example: example-city', ...ofRounds]);
    expect(await readRegistry(bytes)).toEqual(nothing);
    for (const name of tables) {
      const rows: (string | number)[][] = [];
      sheetOf(workbook, name).eachRow((row) =>
        rows.push(((row.values as unknown[]) ?? []).slice(2).map((one) => String(one ?? ''))),
      );
      // Saved as CSV, too.
      const table = await readRegistry(Buffer.from(csvOf({ name, rows }, ',')));
      expect('code' in table ? table.code : Object.values(table).flat()).toEqual([null, null, null, null]);
    }
  });

  test('without anything in it has no row that is data', async () => {
    const file = await writeRegistryWorkbook({ ...everything, authorities: [], rounds: [] });
    expect(await readRegistry(file)).toEqual(nothing);
  });

  const text = fc.stringMatching(/^[A-Za-zåäöÅ .'’-]{0,20}[A-Za-z]$/).filter((one) => plainText(one) === one);
  const otherName = text.filter((one) => !one.startsWith('-'));
  const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  const anyContact = fc.record({
    address: fc.nat().map((n) => `Person.${n}@city.example`),
    name: fc.option(text, { nil: undefined }),
    language: fc.constantFrom('en', 'fi'),
    role: fc.constantFrom('contact' as const, 'reader' as const, undefined),
    suppressed: fc.constantFrom(undefined, null, { reason: 'bounce' as const, at: '2026-01-01T00:00:00.000Z' }),
  });
  const anyAuthority = fc.record({
    id: fc.nat().map((n) => `city-${n}`),
    name: text,
    country: fc.constantFrom('FI', 'PT', null),
    aliases: fc.option(fc.uniqueArray(otherName, { maxLength: 3 }), { nil: undefined }),
    withdrawnNames: fc.option(fc.uniqueArray(otherName, { maxLength: 2 }), { nil: undefined }),
    population: fc.constantFrom(0, 305200, null, undefined),
    contacts: fc.uniqueArray(anyContact, { selector: ({ address }) => address, maxLength: 3 }),
  });
  const lines = fc.array(text, { minLength: 1, maxLength: 3 }).map((all) => all.join('\n\n'));
  const anyText = fc.record({
    mail: fc.constantFrom(...roundMails),
    language: fc.constantFrom('en', 'fi'),
    subject: fc.option(text, { nil: undefined }),
    text: fc.option(lines, { nil: undefined }),
  });
  const anyRound = fc.record({
    id: fc.nat().map((n) => `r${n}`),
    questionnaire: fc.constant(current),
    opensAt: fc.constantFrom(null, '2000-01-01T00:00:00.000Z', '1999-12-31T12:30:00.000Z'),
    closesAt: fc.option(
      instant.map((date) => date.toISOString()).filter((at) => at > '2000-01-02'),
      { nil: null },
    ),
    shards: fc.integer({ min: 1, max: 1000 }),
    languages: fc.constantFrom(undefined, ['en'], ['en', 'fi']),
    mails: fc.constantFrom(undefined, 'attachment' as const, 'link' as const),
    publishesEvidence: fc.constantFrom(undefined, true, false),
    publishesResults: fc.constantFrom(undefined, true, false),
    method: fc.constantFrom(undefined, 'exact' as const),
    invitesAt: fc.constantFrom(undefined, '2000-01-01T00:00:00.000Z', '2000-01-01T12:30:00.000Z'),
    texts: fc.uniqueArray(anyText, { selector: ({ mail, language }) => `${mail} ${language}`, maxLength: 3 }),
  });

  test('read back changes nothing, whatever is registered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyAuthority, { selector: ({ id }) => id, maxLength: 3 }),
        fc.uniqueArray(anyRound, { selector: ({ id }) => id, maxLength: 2 }),
        async (cities, editions) => {
          const of = { authorities: cities, rounds: editions, withSubmissions: new Set<string>() };
          const plan = await planOf(await writeRegistryWorkbook({ ...everything, ...of }), of);
          expect(plan.report).toEqual({ changes: [], problems: [], kept: [] });
          expect(plan.rounds).toEqual([]);
          expect(plan.updates).toEqual([]);
        },
      ),
      { numRuns: runs(8, 50) },
    );
  });
});

describe('a registry workbook', () => {
  test('is read with its columns in any order, other columns between, and a title above', async () => {
    const sheet: RawSheet = {
      name: 'Kaupungit',
      rows: [['Our cities'], [], ['Note', 'Population', 'NAME', 'Country:'], ['x', '305 201', 'Espoo', 'Finland']],
    };
    expect((await planOf(rawWorkbook([sheet]))).report.changes).toEqual([
      {
        kind: 'authority',
        what: 'changed',
        id: 'espoo',
        address: null,
        fields: [{ field: 'population', before: '305200', after: '305201' }],
      },
    ]);
  });

  describe('names that lead to an authority', () => {
    const zuerich: Authority = { id: 'zuerich', name: 'Zürich', country: 'CH', contacts: [] };
    const of = { ...registered, authorities: [espoo, porto, zuerich] };
    const named = (...rows: RawCell[][]): RawSheet => ({
      name: 'Authorities',
      rows: [['Id', 'Name', 'Country', 'Aliases'], ...rows],
    });
    const applied = async (sheets: RawSheet[], registry: Registered = of) => {
      const plan = await planOf(rawWorkbook(sheets), registry);
      const [update] = plan.updates;
      const before = registry.authorities.find(({ id }) => id === update?.id) ?? null;
      return { plan, authority: update === undefined ? null : updated(before, update) };
    };

    test('are the one it had before it was renamed, and those the office gives it', async () => {
      const { authority } = await applied([named(['zuerich', 'Zürich am See', '', 'Stadt Zürich | Zurigo'])]);
      expect(authority).toMatchObject({ earlierNames: ['Zürich'], aliases: ['Stadt Zürich', 'Zurigo'] });
      const registry = { ...of, authorities: [authority as Authority] };
      const again = await applied([named(['zuerich', 'Stadt Zürich', '', ''])], registry);
      expect(again.authority).toMatchObject({
        earlierNames: ['Zürich', 'Zürich am See'],
        aliases: ['Stadt Zürich', 'Zurigo'],
      });
      // What is sent again from before, and a dash in the cell.
      const cleared = await applied([named(['zuerich', '', '', '-'])], registry);
      expect(cleared.authority).toMatchObject({ earlierNames: ['Zürich'], aliases: [] });
    });

    test('do not hold one that was written by mistake and is withdrawn', async () => {
      const renamed = { ...zuerich, name: 'Zürich am See', earlierNames: ['Zürihc', 'Zürich'] };
      const { authority, plan } = await applied([named(['zuerich', '', '', 'Zurigo | -Zürihc'])], {
        ...of,
        authorities: [renamed],
      });
      expect(authority).toMatchObject({ earlierNames: ['Zürich'], aliases: ['Zurigo'], withdrawnNames: ['Zürihc'] });
      expect(plan.report.changes[0]?.fields).toEqual([{ field: 'aliases', before: '', after: 'Zurigo | -Zürihc' }]);
    });

    test('find the authority of a row without an id, also by a name of before', async () => {
      const registry = { ...of, authorities: [{ ...zuerich, id: 'c-17', earlierNames: ['Turicum'] }] };
      const { plan } = await applied([named(['', 'Turicum', 'CH', ''])], registry);
      expect(plan.updates.map(({ id }) => id)).toEqual(['c-17']);
      const [long, other] = ['first', 'second'].map(
        (end) => `${'A very long name of an association '.repeat(3)}${end}`,
      );
      const added = await planOf(rawWorkbook([named(['', long ?? '', '', ''], ['', other ?? '', '', ''])]), registry);
      expect(new Set(added.updates.map(({ id }) => id)).size).toBe(2);
      expect(codes(added)).toEqual([]);
    });

    test('of two of one name a contact names the one that is meant as messages do, also one that is added with it', async () => {
      const added = named(['h1', 'Halle', 'DE', ''], ['h2', 'Halle', 'BE', '']);
      const both = contacts(['Halle (DE)', 'a@halle-de.example'], ['halle (Belgium)', 'a@halle-be.example']);
      const { updates, report } = await planOf(rawWorkbook([added, both]), { ...of, authorities: [] });
      expect(report.problems).toEqual([]);
      const placed = updates.map(({ given, contacts }) => [given.country, contacts.map(({ address }) => address)]);
      expect(placed.sort()).toEqual([
        ['BE', ['a@halle-be.example']],
        ['DE', ['a@halle-de.example']],
      ]);
    });

    const halle: Authority[] = ['DE', 'BE'].map((country) => ({
      id: `halle-${country.toLowerCase()}`,
      name: 'Halle',
      country,
      contacts: [],
    }));
    test.each([
      [
        'a row without an id whose name is of two',
        [named(['', 'Halle', '', ''])],
        'registry-authority-ambiguous',
        'B2',
      ],
      [
        'a contact of a name that two have',
        [contacts(['Halle', 'a@halle.example'])],
        'registry-authority-ambiguous',
        'A2',
      ],
      ['a name of other letters that makes an id there is', [named(['', 'Espoo!', '', ''])], 'registry-id-taken', 'B2'],
      ['an alias that is the name of another', [named(['zuerich', '', '', 'Espoo'])], 'registry-name-shared', 'D2'],
      ['a name that another had before', [named(['zuerich', 'Esbo', '', ''])], 'registry-name-shared', 'B2'],
      [
        'a contact of a name in a country where nobody has it',
        [contacts(['Halle (FR)', 'a@halle.example'])],
        'registry-authority-not-registered',
        'A2',
      ],
    ])('are asked about: %s', async (_, sheets, code, cell) => {
      const authorities = [{ ...espoo, earlierNames: ['Esbo'] }, zuerich, ...halle];
      const { report } = await planOf(rawWorkbook(sheets), { ...of, authorities });
      expect(report.problems).toMatchObject([{ code, cell }]);
    });
  });

  test.each([
    ['ods', odsOf([contacts(['porto', 'p@porto.example'])])],
    ['csv', Buffer.from(csvOf(contacts(['porto', 'p@porto.example']), ';'))],
  ])('may be %s', async (_, file) => {
    expect((await planOf(file)).report.changes).toMatchObject([
      { what: 'added', id: 'porto', address: 'p@porto.example' },
    ]);
  });

  test('adds and updates, keeps and tells what is not in it, and leaves empty cells as they are', async () => {
    const { updates, report } = await planOf(
      rawWorkbook([
        authorities(['', 'Île-de-France', 'fr', 12_000_000, ''], ['espoo', '', '', '', '']),
        contacts(['Espoo', 'deputy@espoo.example', 'Deputy', 'fi', '', '', '']),
      ]),
    );
    expect(report.problems).toEqual([]);
    expect(report.changes.map(({ what, kind, id, address }) => [what, kind, id, address])).toEqual([
      ['added', 'authority', 'ile-de-france', null],
      ['added', 'contact', 'espoo', 'deputy@espoo.example'],
    ]);
    expect(report.kept).toEqual([
      { kind: 'contact', id: 'espoo', address: officer.address },
      { kind: 'authority', id: 'porto', address: null },
    ]);
    const update = updates.find(({ id }) => id === 'espoo');
    expect(update && updated(espoo, update)).toEqual({
      ...espoo,
      contacts: [officer, { address: 'deputy@espoo.example', name: 'Deputy', language: 'fi' }],
    });
  });

  test('a dash clears, yes under Remove takes a contact out', async () => {
    const stopped: Authority = {
      ...espoo,
      contacts: [
        { ...officer, suppressed: { reason: 'bounce', at: '2026-01-01T00:00:00.000Z' } },
        { ...officer, address: 'b@b.example' },
      ],
    };
    const { updates } = await planOf(
      rawWorkbook([
        authorities(['espoo', '', '-', '–', '']),
        contacts(
          ['espoo', 'officer@espoo.example', '-', '', '', '-', ''],
          ['espoo', 'B@B.example', '', '', '', '', 'Yes'],
        ),
      ]),
      { ...registered, authorities: [stopped] },
    );
    expect(updated(stopped, updates[0] ?? { id: '', given: {}, contacts: [], leaving: [] })).toEqual({
      ...espoo,
      country: null,
      population: null,
      contacts: [{ address: 'Officer@espoo.example', name: '', language: 'fi', suppressed: null }],
    });
  });

  test('removes an authority only when it says so and nothing was ever sent in for it', async () => {
    const plan = await planOf(rawWorkbook([authorities(['espoo', '', '', '', 'yes'], ['porto', '', '', '', 'yes'])]));
    expect(plan.removals).toEqual(['espoo']);
    expect(plan.report.problems).toMatchObject([
      { code: 'registry-removal-refused', cell: 'E3', facts: { authority: 'Porto' } },
    ]);
    expect(plan.report.changes.map(({ what, kind, address }) => [what, kind, address])).toEqual([
      ['removed', 'authority', null],
      ['removed', 'contact', officer.address],
    ]);
  });

  test('that is none, or no workbook, comes back with the reason', async () => {
    expect(await readRegistry(Buffer.from('%PDF-1.7'))).toMatchObject({ code: 'file-unsupported' });
    expect(await readRegistry(rawWorkbook([{ name: 'S', rows: [['Question', 'Answer']] }]))).toMatchObject({
      code: 'not-a-registry',
    });
  });
});

describe('a row that cannot be taken is left out and told by its cell', () => {
  const cases: [table: keyof typeof rowOf, row: RawCell[], code: string, cell: string][] = [
    ['authorities', ['lahti', '', 'FI', 1], 'registry-value-missing', 'B2'],
    ['authorities', ['', '', 'FI', 1], 'registry-value-missing', 'A2'],
    ['authorities', ['La Hti', 'Lahti'], 'registry-id-unclear', 'A2'],
    ['authorities', ['lahti', 'Lahti', 'Finnland'], 'registry-country-unknown', 'C2'],
    ['authorities', ['lahti', 'Lahti', 'ZZ'], 'registry-country-unknown', 'C2'],
    ['authorities', ['lahti', 'Lahti', 'FI', 'about 120000'], 'registry-population-unclear', 'D2'],
    ['authorities', ['lahti', 'Lahti', 'FI', 1, 'perhaps'], 'registry-yes-no-unclear', 'E2'],
    ['authorities', ['lahti', 'L'.repeat(201)], 'registry-name-long', 'B2'],
    ['contacts', ['atlantis', 'a@b.example'], 'registry-authority-not-registered', 'A2'],
    ['contacts', ['', 'a@b.example'], 'registry-value-missing', 'A2'],
    ['contacts', ['porto', 'nowhere'], 'registry-address-unclear', 'B2'],
    ['contacts', ['porto', 'a@b.example, c@d.example'], 'registry-address-unclear', 'B2'],
    ['contacts', ['porto', 'a@b.example\nBcc: c@d.example'], 'registry-address-unclear', 'B2'],
    ['contacts', ['porto', 'a@b.example', '', 'xx'], 'registry-language-unknown', 'D2'],
    ['contacts', ['porto', 'a@b.example', '', '', 'boss'], 'registry-role-unknown', 'E2'],
    ['rounds', ['', '2024-01-01'], 'registry-value-missing', 'A2'],
    ['rounds', ['20 24', '2024-01-01'], 'registry-round-id-unclear', 'A2'],
    ['rounds', ['..', '2024-01-01'], 'registry-round-id-unclear', 'A2'],
    ['rounds', ['2024', '10/11/2024'], 'registry-date-unclear', 'B2'],
    ['rounds', ['2024', '', '2024-02-31'], 'registry-date-unclear', 'C2'],
    ['rounds', ['2024', '', '31.2.2024'], 'registry-date-unclear', 'C2'],
    ['rounds', ['2024', '2024-02-02', '2024-02-01'], 'registry-deadline-early', 'C2'],
    ['rounds', ['2022', '2022-11-05'], 'registry-deadline-early', 'C2'],
    ['rounds', ['2024', '', '', 'other@1'], 'registry-questionnaire-unknown', 'D2'],
    ['rounds', ['2024', '', '', '', 'en, xx'], 'registry-language-unknown', 'E2'],
    ['rounds', ['2024', '', '', '', '', 'pigeon'], 'registry-mails-unknown', 'F2'],
    ['rounds', ['2024', '', '', '', '', '', '', '', '', 'guess'], 'registry-method-unknown', 'J2'],
    ['rounds', ['2024', '', '', '', '', '', '', '2019'], 'registry-previous-unknown', 'H2'],
    ['rounds', ['2024', '', '', '', '', '', '', '2024'], 'registry-previous-unknown', 'H2'],
    ['rounds', ['2022', '', '', '', '', '', '', '', 8], 'registry-shards-fixed', 'I2'],
    ['rounds', ['2024', '', '', '', '', '', '', '', 0], 'registry-shards-unclear', 'I2'],
  ];

  test.each(cases)('%s %j: %s at %s', async (table, row, code, cell) => {
    const plan = await planOf(rawWorkbook([rowOf[table](row)]));
    expect(plan.report.problems).toMatchObject([{ code, severity: 'error', cell }]);
    expect(plan.report.changes).toEqual([]);
  });

  test('the rows beside it are taken; of two for one thing the first', async () => {
    const plan = await planOf(
      rawWorkbook([
        authorities(['lahti', 'Lahti', 'FI'], ['lahti', 'Lahti II', 'FI'], ['oulu', 'Oulu', 'XX']),
        contacts(['lahti', 'a@lahti.example'], ['lahti', 'A@LAHTI.example'], ['oulu', 'a@oulu.example']),
      ]),
    );
    expect(plan.report.problems.map(({ code, sheet, cell }) => [code, sheet, cell])).toEqual([
      ['registry-id-twice', 'Authorities', 'A3'],
      ['registry-country-unknown', 'Authorities', 'C4'],
      ['registry-address-twice', 'Contacts', 'B3'],
      ['registry-authority-not-registered', 'Contacts', 'A4'],
    ]);
    expect(plan.report.changes.map(({ id, address }) => [id, address])).toEqual([
      ['lahti', null],
      ['lahti', 'a@lahti.example'],
    ]);
  });

  test('tell all their faults in one pass, whatever is wrong with their ids', async () => {
    const plan = await planOf(
      rawWorkbook([
        authorities(['Not An Id', 'Espoo', 'Atlantis', 'many', 'perhaps'], ['new-city', '', 'Atlantis', 'many', '']),
        contacts(['nowhere', 'no address', '', 'xx', 'boss', '', 'perhaps'], ['', 'a@b.example', '', 'xx', '', '', '']),
        rounds(['not an id', '2022-10-31', '2022-09-01', 'none@1', 'xx', 'post', 'perhaps', '1999', '0', 'guess']),
      ]),
    );
    const told = (sheet: string) =>
      plan.report.problems.filter((one) => one.sheet === sheet).map(({ code, cell }) => `${cell} ${code}`);
    expect(told('Authorities').toSorted()).toEqual([
      ...['A2 registry-id-unclear', 'B3 registry-value-missing', 'C2 registry-country-unknown'],
      ...['C3 registry-country-unknown', 'D2 registry-population-unclear', 'D3 registry-population-unclear'],
      'E2 registry-yes-no-unclear',
    ]);
    expect(told('Contacts').toSorted()).toEqual([
      ...['A2 registry-authority-not-registered', 'A3 registry-value-missing', 'B2 registry-address-unclear'],
      ...['D2 registry-language-unknown', 'D3 registry-language-unknown', 'E2 registry-role-unknown'],
      'G2 registry-yes-no-unclear',
    ]);
    expect(told('Rounds').toSorted()).toEqual([
      ...['A2 registry-round-id-unclear', 'C2 registry-deadline-early', 'D2 registry-questionnaire-unknown'],
      ...['E2 registry-language-unknown', 'F2 registry-mails-unknown', 'G2 registry-yes-no-unclear'],
      ...['H2 registry-previous-unknown', 'I2 registry-shards-unclear', 'J2 registry-method-unknown'],
    ]);
    expect([plan.updates, plan.rounds]).toEqual([[], []]);
  });

  test('so is a contact beyond the fifty that one mail reaches', async () => {
    const rows = Array.from({ length: 51 }, (_, n) => ['porto', `p${n}@porto.example`]);
    const plan = await planOf(rawWorkbook([contacts(...rows)]));
    expect(plan.report.problems).toMatchObject([{ code: 'registry-contacts-too-many', cell: 'B52' }]);
    expect(plan.updates[0]?.contacts).toHaveLength(50);
  });
});

describe('names', () => {
  test.each([
    ['espoo-fi', 'Espoo', 'FI', ['registry-id-changed']],
    ['espoo-se', 'Espoo', 'SE', []],
    ['espoo-2', 'Esppoo', 'FI', ['registry-name-similar']],
    ['espoo-2', 'City of Espoo', 'FI', ['registry-name-similar']],
    ['espoo-2', 'Éspoo', '', ['registry-name-similar']],
    ['pori', 'Pori', 'FI', []],
  ])('%s %s %s beside Espoo, FI: asked is %j', async (id, name, country, asked) => {
    const plan = await planOf(rawWorkbook([authorities([id, name, country])]));
    expect(codes(plan)).toEqual(asked);
    expect(plan.updates.map((update) => update.id)).toEqual(asked.includes('registry-id-changed') ? [] : [id]);
  });

  test('the same name under two ids that both stand in the workbook are two places, and asked about', async () => {
    const plan = await planOf(rawWorkbook([authorities(['espoo', 'Espoo', 'FI'], ['espoo-south', 'Espoo', 'FI'])]));
    expect(codes(plan)).toEqual(['registry-name-twice']);
    expect(plan.report.changes).toMatchObject([{ what: 'added', id: 'espoo-south' }]);
  });
});

test.each([
  ['2023', '', undefined],
  ['2023', 'yes', true],
  ['2022', '', true],
  ['2022', 'no', false],
  ['2022', '-', false],
])('whether the results of round %s are published, said as "%s": %s', async (id, said, publishesResults) => {
  const sheet: RawSheet = {
    name: 'Rounds',
    rows: [
      ['Id', 'Opens', 'Results published'],
      [id, '2020-01-01', said],
    ],
  };
  const before = { ...registered, rounds: [{ ...round, publishesResults: true }] };
  expect((await planOf(rawWorkbook([sheet]), before)).rounds[0]?.publishesResults).toBe(publishesResults);
});

describe('dates of a round', () => {
  test.each([
    ['2024-10-31', '2024-10-31T23:59:59.999Z'],
    ['31.10.2024', '2024-10-31T23:59:59.999Z'],
    ['2024-10-31 12:00', '2024-10-31T12:00:00.000Z'],
    ['2024-10-31T12:00+02:00', '2024-10-31T10:00:00.000Z'],
  ])('deadline %s is %s', async (written, closesAt) => {
    const plan = await planOf(rawWorkbook([rounds(['2024', '1.9.2024', written])]));
    expect(plan.rounds).toMatchObject([{ id: '2024', opensAt: '2024-09-01T00:00:00.000Z', closesAt, shards: 16 }]);
  });
});

test('the answer lists changes by field, problems by cell with their remedy, and what was kept', async () => {
  const plan = await planOf(rawWorkbook([authorities(['espoo', 'Espoo', 'SE'], ['=1+1', 'X'])]));
  const workbook = await open(await writeRegistryReport(plan.report, '2026-01-01T00:00:00.000Z'));
  expect(textsOf(sheetOf(workbook, 'Changes'))).toEqual(
    expect.arrayContaining(['changed', 'espoo', 'Country', 'FI', 'SE']),
  );
  expect(textsOf(sheetOf(workbook, 'Problems'))).toEqual(
    expect.arrayContaining(['A3', '=1+1', expect.stringContaining('Use small letters, digits and hyphens in A3')]),
  );
  expect(textsOf(sheetOf(workbook, 'Kept'))).toEqual(expect.arrayContaining(['authority', 'porto']));
});

test('a round is given a scoring method of its own, and a dash takes it away again', async () => {
  const given = await planOf(rawWorkbook([rounds(['2022', '', '', '', '', '', '', '', '', 'exact'])]));
  expect(given.rounds).toEqual([{ ...round, method: 'exact' }]);
  const of = { ...registered, rounds: [{ ...round, method: 'exact' as const }] };
  const taken = await planOf(rawWorkbook([rounds(['2022', '', '', '', '', '', '', '', '', '-'])]), of);
  expect(taken.rounds).toEqual([round]);
});
