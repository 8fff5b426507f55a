import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeFormAnswers } from '../../shared/domain/answers/form-codes.ts';
import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { isPublishedOfForm } from '../../shared/domain/standings/any-standings.ts';
import { countFormAuthorities, rankAmongShown } from '../../shared/domain/standings/form-standings.ts';
import { answersByAuthority, authored, rowsOfCsv } from '../support/authored.ts';
import { formCodesOf } from '../support/form-codes.ts';
import { openFormRound, type StandingForm, standingOfForm } from '../support/form-standings.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';

let pipeline: Pipeline;
let libraries: Definition;
let forms: StandingForm[];
let round: Round;
let rounds = 0;

beforeAll(async () => {
  pipeline = await startPipeline();
  libraries = await authored('examples/public-libraries.authoring.xlsx');
  const rows = rowsOfCsv('examples/public-libraries.answers.csv');
  const kinds = new Map(rows.map(({ authority = '', kind = '' }) => [authority, kind]));
  forms = [...answersByAuthority(libraries, rows)].map(([authority, given]) => ({
    ...{ authority: authority.toLowerCase(), name: authority, country: 'FI', kind: kinds.get(authority) || null },
    ...formCodesOf(libraries, given, 'Decision 4'),
  }));
});
afterAll(() => pipeline.stop());
beforeEach(() => {
  rounds += 1;
  round = { id: `r${rounds}`, questionnaire: 'public-libraries@2026', opensAt: null, closesAt: null, shards: 3 };
});

const open = (of: readonly StandingForm[] = forms, definition = libraries) =>
  openFormRound(pipeline, { round, definition, forms: of });
async function published() {
  const current = await pipeline.standings.current(round.id);
  if (current === null || !isPublishedOfForm(current)) throw new Error('Nothing is published by a form');
  return current;
}
const percents = async () =>
  Object.fromEntries((await published()).profiles.map(({ authority, percent }) => [authority, percent]));

describe('a round of an office’s own questionnaire', () => {
  test('is scored, counted and published shard by shard as its authorities together are', async () => {
    await open();
    const outcome = await pipeline.rescore(round.id);
    expect(outcome).toMatchObject({ outcome: 'published', authorities: forms.length, toTell: [] });
    const { standings, profiles } = await published();
    const expected = Object.fromEntries(
      rowsOfCsv('examples/public-libraries.scores.csv')
        .filter(({ node }) => node === 'index')
        .map(({ authority = '', shown }) => [authority.toLowerCase(), Number(shown)]),
    );
    expect(await percents()).toEqual(expected);
    const { all, groups } = countFormAuthorities(libraries, profiles);
    expect({ all: standings.all, groups: standings.groups }).toEqual({ all, groups });
    expect(standings).toMatchObject({ questionnaire: 'public-libraries@2026', method: 'definition' });
    expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'unchanged' });
  });

  test('whose score is another one than was told gets it written, and a mail is due that tells it', async () => {
    const [first, ...others] = forms;
    if (first === undefined) throw new Error('Nobody answered');
    await open([{ ...first, percent: 1.5 }, ...others]);
    expect(await pipeline.rescore(round.id)).toMatchObject({ toTell: [expect.any(Number)] });
    const standing = await pipeline.store.standing(round, first.authority);
    const now = (await percents())[first.authority];
    expect(standing?.score).toEqual({ percent: now, method: 'definition', questionnaire: 'public-libraries@2026' });
    expect(standing?.told).toEqual(standing?.score);
    expect(standing?.deliveries.filter(({ state }) => state === 'due')).toMatchObject([{ before: { percent: 1.5 } }]);
    expect(await pipeline.rescore(round.id)).toMatchObject({ toTell: [] });
  });

  test('carries answers to the version before over, and leaves out those to any other', async () => {
    const next: Definition = {
      ...libraries,
      version: '2027',
      mapping: {
        from: 'public-libraries@2026',
        questions: libraries.nodes.flatMap(({ type, name }) =>
          type === 'group' || type === 'note' ? [] : [{ old: name, new: name, values: [] }],
        ),
      },
    };
    await open();
    const before = await pipeline.rescore(round.id).then(percents);
    await pipeline.questionnaires.publish(next, '2026-12-01T00:00:00.000Z');
    await pipeline.registry.putRound({ ...round, questionnaire: 'public-libraries@2027' });
    const stranger = standingOfForm(round, { ...libraries, version: '2020' }, {
      ...forms[0],
      authority: 'stranger',
    } as StandingForm);
    await pipeline.rescoring().store.putStanding(round, stranger);
    expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published', authorities: forms.length });
    expect(await percents()).toEqual(before);
    expect((await published()).standings.questionnaire).toBe('public-libraries@2027');
    expect((await pipeline.rescoring().runs.latest(round.id, 1))[0]?.end).toMatchObject({ leftOut: 1 });
  });

  test('counts what was there at the cut-off, by what is registered', async () => {
    const blank = { answerCode: encodeFormAnswers(libraries, new Map()), evidenceCode: '', verifiedCode: '' };
    await open([{ ...blank, authority: 'late', kind: 'island', at: '2026-11-29T10:00:00.000Z' }]);
    expect(await pipeline.rescore(round.id, new Date('2026-11-29T09:00:00.000Z'))).toMatchObject({ authorities: 0 });
    await pipeline.rescore(round.id, new Date('2026-11-29T11:00:00.000Z'));
    expect((await published()).profiles).toMatchObject([{ authority: 'late', kind: 'island', percent: 0 }]);
    expect(Object.keys((await published()).standings.groups)).toEqual(['kind:island']);
  });

  test('is refused where nobody has published the questionnaire', async () => {
    await pipeline.registry.putRound({ ...round, questionnaire: 'gone@1' });
    await expect(pipeline.rescore(round.id)).rejects.toThrow('gone@1');
  });

  test('ranks as many times as authorities show more', async () => {
    const many = Array.from(
      { length: 7 },
      (_, at) => ({ ...forms[at % forms.length], authority: `a${at}` }) as StandingForm,
    );
    await open(many);
    await pipeline.rescore(round.id);
    const { standings, profiles } = await published();
    for (const { percent } of profiles) {
      const rank = 1 + profiles.filter((other) => other.percent > percent).length;
      expect(rankAmongShown(standings.all, percent)).toEqual({ rank, of: 7 });
    }
  });
});
