import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../shared/domain/answers/answer.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { evidenceMark } from '../../shared/domain/review/review.ts';
import { readingCatalogue } from '../../shared/questionnaires/reading-catalogue.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { readGrid } from '../../shared/spreadsheet/formats/read-grid.ts';
import { readWorkbook } from '../../shared/spreadsheet/reading/read-workbook.ts';
import { prefilledWorkbook, type WorkbookWanted } from '../../shared/use-cases/prefilled-workbook.ts';
import { withOlderVersion } from '../support/older-questionnaire.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const rounds: Round[] = [
  { id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 1 },
  {
    ...{ id: '2023', questionnaire: 'user-centricity@2023', opensAt: null, shards: 1, previous: '2022' },
    ...{ closesAt: '2099-10-31T21:59:59.999Z', timeZone: 'Europe/Helsinki' },
  },
];
const [before, now] = rounds as [Round, Round];
const espoo = { id: 'espoo', name: 'Espoo' };

describe('the workbook of an authority for a round', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline();
    const contacts = [{ address: 'officer@espoo.example', language: 'fi' }];
    await pipeline.registry.putAuthority({ ...espoo, country: 'FI', contacts });
    for (const round of rounds) await pipeline.registry.putRound(round);
    const bytes = await writeQuestionnaireWorkbook({
      ...{ questionnaire: userCentricity2023, language: 'en', authority: espoo, round: '2022' },
      answers: new Map([
        [
          '1.1.1',
          { value: 'yes', raw: '', evidence: 'The service desk,\nsince 2019: https://espoo.example', cell: null },
        ],
        ['1.1.2', { value: 'no', raw: '', evidence: '', cell: null }],
        ['1.1.3', { value: 'na', raw: '', evidence: '=1+1', cell: null }],
      ]),
      background: new Map([
        ['population', '305 200'],
        ['budget', '480 M€ (2021)'],
      ]),
    });
    const upload = await pipeline.put({ key: 'office/a.xlsx', bytes });
    expect(await pipeline.ingest(upload)).toMatchObject({ outcome: 'accepted' });
  });
  afterAll(() => pipeline.stop());

  const made = (wanted: Partial<WorkbookWanted>) =>
    prefilledWorkbook({ round: now, authority: espoo, language: 'en', fill: 'last', ...wanted }, pipeline.prefilling());
  const read = async (bytes: Uint8Array) => {
    const found = await readWorkbook(bytes, readingCatalogue);
    if ('code' in found) throw new Error(found.code);
    const answers = [...found.answers].filter(([, { value }]) => value !== 'unanswered');
    return { ...found, answers: answers.map(([id, { value, evidence }]) => [id, codeOf(value), evidence]) };
  };
  const textsOf = async (bytes: Uint8Array, sheet: number) =>
    (await readGrid(bytes)).sheets[sheet]?.cells.map(({ text }) => text) ?? [];

  test('as last round: answers, evidence and figures stand in it and are read back as they counted', async () => {
    const { bytes, filled, fileName } = await made({});
    expect([filled, fileName]).toEqual([5, '2023-espoo.xlsx']);
    const found = await read(bytes);
    expect(found.answers).toEqual([
      ['1.1.1', 'Y', 'The service desk,\nsince 2019: https://espoo.example'],
      ['1.1.2', 'N', ''],
      ['1.1.3', 'A', '=1+1'],
    ]);
    expect(
      [...found.background].flatMap(([, { value, unit, year }]) => (value === null ? [] : [[value, unit, year]])),
    ).toEqual([
      [305_200, null, null],
      [480_000_000, 'EUR', 2021],
    ]);
    expect(found.identity).toMatchObject({ authority: 'espoo', authorityName: 'Espoo', round: '2023' });
    const texts = await textsOf(bytes, 1);
    expect(texts.filter((text) => text === 'as in 2022')).toHaveLength(3);
    expect((await textsOf(bytes, 2)).filter((text) => text === 'as in 2022')).toHaveLength(2);
  });

  test('the cover says the deadline in the zone of the round, and has the box, in each language', async () => {
    const cover = await textsOf((await made({})).bytes, 0);
    expect(cover).toContain('31 October 2099 at 23:59 EET');
    expect(cover).toContain('All of these are still right');
    const inFinnish = await textsOf((await made({ language: 'fi' })).bytes, 0);
    expect(inFinnish).toContain('Kaikki nämä ovat yhä oikein');
    const own = await textsOf((await made({ deadline: '2099-11-30T21:59:59.999Z' })).bytes, 0);
    expect(own).toContain('30 November 2099 at 23:59 EET');
  });

  test('blank, and as it now counts where nothing does: without a box, and nothing is noted', async () => {
    for (const fill of ['blank', 'now'] as const) {
      const { bytes, filled } = await made({ fill });
      expect(filled).toBe(0);
      expect((await read(bytes)).answers).toEqual([]);
      expect(await textsOf(bytes, 0)).not.toContain('All of these are still right');
    }
    const counting = await made({ round: before, fill: 'now' });
    expect(counting.filled).toBe(5);
    expect(await textsOf(counting.bytes, 1)).toContain('as it counts now');
  });

  test('what the office has verified is what comes filled in', async () => {
    const claimed = 'yes';
    await pipeline.reviews.change('2022', 'espoo', () => ({
      '1.1.2': {
        claimed,
        evidence: evidenceMark({ evidence: '' }),
        verified: 'no',
        reason: '',
        at: '2099-01-01T00:00:00.000Z',
      },
      '1.1.3': {
        claimed: 'na',
        evidence: evidenceMark({ evidence: '=1+1' }),
        verified: 'yes',
        reason: '',
        at: '2099-01-01T00:00:00.000Z',
      },
    }));
    expect((await read((await made({})).bytes)).answers.map(([, code]) => code)).toEqual(['Y', 'N', 'Y']);
    await pipeline.reviews.change('2022', 'espoo', () => ({}));
  });

  test('the same again gives the same bytes, and is noted once', async () => {
    const noted = () => pipeline.prefilling().sentWorkbooks.of('2023', 'espoo');
    const one = await made({});
    const before = await noted();
    const two = await made({});
    expect(Buffer.from(one.bytes).equals(two.bytes)).toBe(true);
    expect(await noted()).toEqual(before);
  });

  test('what counted in an older version is carried over to the questions of this one', async () => {
    const given = (value: 'yes' | 'no' | 'unclear', evidence: string) => ({
      ...{ value, raw: value, evidence, cell: null, source: 's' },
    });
    const older = new Map([
      ['1.1.1', given('yes', 'of citizens')],
      ['1.1.3', given('yes', 'not asked any more')],
      ['1.1.4', given('unclear', 'of designers')],
      ['3.1.1', given('no', '')],
    ]);
    const deps = {
      ...pipeline.prefilling(),
      catalogue: withOlderVersion,
      store: {
        ...pipeline.store,
        counted: async () => ({ questionnaire: 'user-centricity@2021', answers: older, background: new Map() }),
        standing: async () => ({ submission: 's', counted: 'c' }) as never,
      },
    };
    const wanted = { round: now, authority: espoo, language: 'en', fill: 'last' } as const;
    const { bytes, filled } = await prefilledWorkbook(wanted, deps);
    expect(filled).toBe(3);
    const found = await readWorkbook(bytes, readingCatalogue);
    if ('code' in found) throw new Error(found.code);
    const said = [...found.answers].filter(([, { value, evidence }]) => value !== 'unanswered' || evidence !== '');
    expect(said.map(([id, { value, evidence }]) => [id, value, evidence])).toEqual([
      // Not understood then: asked anew, with its evidence.
      ['1.1.2', 'unanswered', 'of designers'],
      ['1.1.4', 'yes', 'of citizens'],
      ['3.1.1', 'no', ''],
    ]);
  });
});
