import { afterAll, beforeAll, expect, test } from 'vitest';
import { portalState } from '../../functions/serve-portal/portal-state.ts';
import { codeOf } from '../../shared/domain/answers/answer.ts';
import { indicatorsOf } from '../../shared/domain/questionnaire/questionnaire.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import { open, textsOf } from '../rendering/workbooks/writers/open.ts';
import { acceptAnswers } from '../support/answered.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { type Publishing, startPublishing } from '../support/publishing.ts';
import { userCentricity2023 as questionnaire } from '../support/user-centricity.ts';

const { length } = indicatorsOf(questionnaire);
const round: Round = {
  id: '2026',
  questionnaire: 'user-centricity@2023',
  opensAt: null,
  closesAt: null,
  shards: 2,
  publishesResults: true,
};
/** As many as are registered; those who send, send from the first one on, each with one more answer met. */
const ids = Array.from({ length: 35 }, (_, index) => `city-${String(index).padStart(2, '0')}`);
const contactOf = (authority: string) => ({ address: `officer@${authority}.example`, language: 'en' });
const codeMeeting = (met: number): string => codeOf('yes').repeat(met) + codeOf('no').repeat(length - met);

let pipeline: Pipeline;
let publishing: Publishing;
beforeAll(async () => {
  pipeline = await startPipeline();
  publishing = await startPublishing(pipeline);
  await pipeline.registry.putRound(round);
  for (const id of ids) {
    await pipeline.registry.putAuthority({ id, name: id, country: 'FI', contacts: [contactOf(id)] });
  }
});
afterAll(() => pipeline.stop());

const send = (authority: string, met: number): Promise<string> =>
  acceptAnswers({ round, authority, answerCode: codeMeeting(met) }, pipeline.rescoring());

/** All that an authority is told, and the public page of the round, as plain texts. */
async function toldTo(authority: string, submission: string) {
  await pipeline.forgetMails();
  await pipeline.deliverWaiting();
  const { address } = contactOf(authority);
  const mail = (await pipeline.mailsTo(address)).at(-1);
  const key = `results/${round.id}/${authority}/${submission}`;
  const plain = (html: string): string =>
    html.replaceAll(/<style[\s\S]*?<\/style>|<[^>]*>|\s+/g, ' ').replaceAll(/ +/g, ' ');
  const workbook = await open((await pipeline.resultsWorkbook(`${key}.xlsx`)) ?? new Uint8Array());
  const registered = await pipeline.registry.authority(authority);
  const visitor = {
    authority: registered ?? { id: '', name: '', country: null, contacts: [] },
    contact: contactOf(authority),
    round,
    ownSheet: null,
  };
  const { place } = await portalState(visitor, pipeline.portal());
  await publishing.begin();
  await publishing.work();
  const sitePage = async (path: string): Promise<string> => plain((await publishing.page(round.id, path)) ?? '');
  return {
    subject: mail?.subject ?? '',
    mail: (mail?.text ?? '').replaceAll(/\s+/g, ' '),
    page: plain(new TextDecoder().decode((await pipeline.resultsWorkbook(`${key}.html`)) ?? new Uint8Array())),
    workbook: workbook.worksheets.flatMap(textsOf).join('\n'),
    portal: [place?.rank ?? '', ...(place?.sentences ?? [])].join(' '),
    site: await sitePage('index.html'),
    own: await sitePage(`authorities/${authority}.html`),
    data: (await publishing.page(round.id, 'data/standings.csv')) ?? '',
  };
}

test('of four that have sent no rank is told anywhere, and each place says why', async () => {
  for (const [index, id] of ids.slice(0, 4).entries()) await send(id, 10 + index);
  await pipeline.rescore(round.id);
  const told = await toldTo('city-00', await send('city-00', 20));
  expect(told.subject).toBe('city-00, round 2026: 37%');
  const why = 'We show a rank if at least 5 authorities take part.';
  for (const place of ['mail', 'page', 'workbook', 'portal', 'site', 'own'] as const) {
    expect(told[place], place).toContain(why);
    expect(told[place], place).not.toMatch(/\brank \d|\d(st|nd|rd|th) of|sent so far/i);
  }
  expect(told.site).toContain('Results of 4 local authorities');
  expect(told.data.split(/\r?\n/)[1]).toMatch(/^,city-00/);
});

test('from five on it is told, everywhere alike, and as provisional while the round is open', async () => {
  for (const [index, id] of ids.slice(4, 12).entries()) await send(id, 24 + index);
  await pipeline.rescore(round.id);
  // Twelve have sent: seven show more than it does now, four less.
  const told = await toldTo('city-04', await send('city-04', 23));
  expect(told.subject).toBe('city-04, round 2026: 42%, rank 8 of 12 so far');
  const soFar = '8th of the 12 authorities that have sent files so far; registered: 35. ';
  for (const place of ['mail', 'page', 'workbook', 'portal'] as const) {
    expect(told[place], place).toContain(`${soFar}The rank is provisional while the round is open.`);
  }
  expect((await pipeline.standings.current(round.id))?.draws?.authorities).toBe(12);
  expect(told.portal).toMatch(/^8 of 12 /);
  expect(told.own).toContain(`8 of 12 ${soFar}`);
  expect(told.site).toContain(
    'Authorities that have sent files so far: 12; registered: 35. Ranks are provisional while the round is open.',
  );
  expect(told.data.split(/\r?\n/)[1]).toMatch(/^1,city-11,/);
});

test('one that is registered later is told of, though nobody sent anything', async () => {
  await pipeline.registry.putAuthority({ id: 'late', name: 'late', country: null, contacts: [] });
  expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'published' });
  expect(await pipeline.rescore(round.id)).toMatchObject({ outcome: 'unchanged' });
  expect((await pipeline.standings.current(round.id))?.standings.registered).toBe(36);
});
