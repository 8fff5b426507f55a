import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { portalApi } from '../../functions/serve-portal/routes.ts';
import type { Round } from '../../shared/domain/registry/registry.ts';
import type { SubmissionResult, UploadForm } from '../../shared/rendering/portal/api-types.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import { eraseData } from '../../shared/use-cases/erase-data/erase-data.ts';
import { portalLink } from '../../shared/use-cases/portal-link.ts';
import { prefilledWorkbook } from '../../shared/use-cases/prefilled-workbook.ts';
import { responseTable, saidTable, tableCsv } from '../../shared/use-cases/response-table.ts';
import { open, textsOf } from '../rendering/workbooks/writers/open.ts';
import { editedWorkbook } from '../support/edited-workbook.ts';
import { office, type Pipeline, startPipeline } from '../support/pipeline.ts';
import { assessFile } from '../support/user-centricity.ts';

const anna = 'Anna Virtanen, <b>mayor</b>';
const note = 'We merged with Kauniainen.\nSee https://evil.example/x & call us. <img src=x>';
/** Where nothing is filled in: below the authority, the round and the progress. */
const cells = { certified: 'Cover!C9', note: 'Cover!C11' };

let pipeline: Pipeline;
let count = 0;
let round: Round;
let espoo: { id: string; name: string };
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());
beforeEach(async () => {
  count += 1;
  round = { id: `r${count}`, questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 1 };
  espoo = { id: `espoo-${count}`, name: `Espoo ${count}` };
  const contacts = ['a', 'b'].map((name) => ({
    ...{ address: `${name}@${espoo.id}.example`, language: 'en' },
    ...(name === 'a' ? { name: `Carl Sand${count}` } : {}),
  }));
  await pipeline.registry.putRound(round);
  await pipeline.registry.putAuthority({ ...espoo, country: 'FI', contacts });
  await pipeline.forgetMails();
});

const blank = async (language = 'en'): Promise<Uint8Array> =>
  (await prefilledWorkbook({ round, authority: espoo, language, fill: 'blank' }, pipeline.prefilling())).bytes;
const answered = (row: number, more: Record<string, string> = {}) =>
  blank().then((bytes) =>
    editedWorkbook(bytes, { [`Questionnaire!D${row}`]: 'Yes', [`Questionnaire!E${row}`]: `In ${row}`, ...more }),
  );

async function send(bytes: Uint8Array, sender = `a@${espoo.id}.example`, fileName = 'ours.xlsx') {
  const metadata = { sender, filename: fileName };
  const sent = await pipeline.ingest(await pipeline.put({ key: `mail/${crypto.randomUUID()}`, bytes, metadata }));
  await settle();
  if (!('submission' in sent)) throw new Error(`${fileName}: ${sent.outcome}`);
  return sent;
}
async function settle(): Promise<void> {
  while ((await pipeline.deliverWaiting()).length > 0);
}
const notesToOffice = async () =>
  (await pipeline.mailsTo(office)).filter(({ subject }) => /a note came with/.test(subject));
const responses = async () => (await pipeline.responses(round)).find(({ authority }) => authority.id === espoo.id);
const flat = (text = ''): string => text.replaceAll(/\s+/g, ' ');

async function portal(sender = `a@${espoo.id}.example`) {
  const app = portalApi(pipeline.portal());
  const making = { keys: pipeline.portal().keys, portal: 'https://p.example', now: () => new Date() };
  const link = await portalLink({ authority: espoo.id, contact: sender, round: round.id }, making);
  const headers = { authorization: `Bearer ${link.split('#')[1]}`, 'content-type': 'application/json' };
  return async <T>(path: string, body?: object): Promise<T> => {
    const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
    return (await (await app.request(`/api${path}`, init)).json()) as T;
  };
}

/** As a browser sends it, with a note typed beside it. */
async function sendByPage(bytes: Uint8Array, typed: string, fileName = 'ours.xlsx') {
  const ask = await portal();
  const form = await ask<UploadForm>('/uploads', { fileName, note: typed });
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.set(name, value);
  data.set('file', new Blob([Buffer.from(bytes)]), fileName);
  expect((await fetch(form.url, { method: 'POST', body: data })).ok).toBe(true);
  const sent = await pipeline.ingest(await pipeline.arrived(form.upload));
  await settle();
  return { sent, ask };
}

describe('who certifies the answers', () => {
  test('is kept with the file, and shown wherever its authority and the office see it', async () => {
    const { submission } = await send(await answered(9, { [cells.certified]: anna }));
    expect((await pipeline.store.submission(submission))?.certifiedBy).toBe(anna);
    expect(await responses()).toMatchObject({ certifiedBy: [anna], notes: [] });
    const [mail] = await pipeline.mailsTo(`a@${espoo.id}.example`);
    expect(flat(mail?.text)).toContain(`Certified by ${anna}.`);
    expect(mail?.html).toContain('Certified by Anna Virtanen, &lt;b&gt;mayor&lt;/b&gt;.');
    const results = mail?.files[0] ?? new Uint8Array();
    const texts = (await open(results)).worksheets.flatMap((sheet) => textsOf(sheet as never));
    expect(texts).toContain(`Certified by ${anna}.`);
    const ask = await portal();
    const shown = await ask<SubmissionResult>(`/submissions/${submission}`);
    expect(shown).toMatchObject({ certified: [{ by: anna, fileName: 'ours.xlsx' }], note: null });
    // Corrected and sent back, the results are certified by nobody until somebody does so again.
    expect((await assessFile(results)).said).toEqual({});
  });

  test('is no condition: the same file without it counts alike', async () => {
    const { submission: signed } = await send(await answered(9, { [cells.certified]: anna }));
    const { submission: unsigned } = await send(await answered(9, { [cells.certified]: '-' }), `b@${espoo.id}.example`);
    const [one, two] = [await pipeline.store.submission(signed), await pipeline.store.submission(unsigned)];
    expect(two?.score).toEqual(one?.score);
    expect(two?.certifiedBy).toBeUndefined();
  });

  test('of several files that count together each says its own; of one that was replaced it is gone', async () => {
    await send(await answered(9, { [cells.certified]: 'Anna' }), undefined, 'first.xlsx');
    const { submission } = await send(await answered(10, { [cells.certified]: 'Bo' }), undefined, 'second.xlsx');
    expect((await responses())?.certifiedBy).toEqual(['Bo', 'Anna']);
    const mails = await pipeline.mailsTo(`a@${espoo.id}.example`);
    expect(flat(mails.at(-1)?.text)).toContain(
      '“second.xlsx” was certified by Bo. “first.xlsx” was certified by Anna.',
    );
    const whole = await answered(9, {
      'Questionnaire!D10': 'No',
      'Questionnaire!E9': 'Anew',
      'Questionnaire!E10': 'Anew',
    });
    await send(whole, undefined, 'third.xlsx');
    expect((await responses())?.certifiedBy).toEqual([]);
    const shown = await (await portal())<SubmissionResult>(`/submissions/${submission}`);
    expect(shown.certified.map(({ by }) => by)).toEqual(['Bo', 'Anna']);
  });

  test('stands neither on the page of results nor on the public site', async () => {
    const { submission } = await send(await answered(9, { [cells.certified]: 'Anna Virtanen' }));
    const page = await pipeline.resultsWorkbook(`results/${round.id}/${espoo.id}/${submission}.html`);
    expect(page).not.toBeNull();
    expect(Buffer.from(page ?? '').toString()).not.toContain('Anna Virtanen');
  });

  test.each(messageLanguages())('the cover of a workbook in %s has cells for both', async (language) => {
    const { sheets } = messagesIn(language).workbook;
    const place = (cell: string) => cell.replace('Cover', sheets.cover);
    const bytes = await editedWorkbook(await blank(language), {
      [place(cells.certified)]: anna,
      [place(cells.note)]: note,
    });
    expect((await assessFile(bytes)).said).toEqual({ certifiedBy: anna, note });
  });
});

describe('a note to the office', () => {
  test('on the cover is kept with its file, mailed to the office once, and listed', async () => {
    const { submission } = await send(await answered(9, { [cells.note]: note }));
    const [mail, ...more] = await notesToOffice();
    expect(more).toEqual([]);
    expect(mail?.subject).toBe(`${espoo.name}: a note came with “ours.xlsx”`);
    expect(flat(mail?.text)).toContain('We merged with Kauniainen.');
    expect(flat(mail?.text)).toContain(`Sent by a@${espoo.id}.example.`);
    // A link of others is not passed on under our name, and nothing of theirs is markup.
    expect(mail?.html).not.toMatch(/evil\.example|<img src=x/);
    expect((await responses())?.notes).toEqual([note]);
    const csv = tableCsv(responseTable(await pipeline.responses(round), round));
    expect(csv).toContain('We merged with Kauniainen.');
    expect(saidTable(await pipeline.responses(round)).rows).toEqual([[espoo.id, null, note]]);
    // Corrected, with its cover as it was: another file, and no news for the office.
    const { submission: next } = await send(await answered(10, { [cells.note]: note }));
    expect(next).not.toBe(submission);
    expect(await notesToOffice()).toHaveLength(1);
    await send(await answered(11, { [cells.note]: 'Another one' }));
    expect(await notesToOffice()).toHaveLength(2);
  });

  test('typed on the page goes with the file, is capped, and is shown to its authority', async () => {
    const { sent, ask } = await sendByPage(await answered(9), `  ${note}\u0000\n`);
    if (!('submission' in sent)) throw new Error(sent.outcome);
    expect((await pipeline.store.submission(sent.submission))?.note).toBe(note);
    expect((await ask<SubmissionResult>(`/submissions/${sent.submission}`)).note).toBe(note);
    expect(await notesToOffice()).toHaveLength(1);
    await sendByPage(await answered(10), 'x'.repeat(5000));
    const long = (await responses())?.notes[0] ?? '';
    expect(long).toBe(`${'x'.repeat(999)}…`);
  });

  test('with a file that had come in before is kept beside the one of then', async () => {
    const bytes = await answered(9, { [cells.note]: 'On the cover' });
    const first = await send(bytes);
    const { sent } = await sendByPage(bytes, 'On the page');
    expect(sent).toMatchObject({ outcome: 'repeated', submission: first.submission });
    expect((await pipeline.store.submission(first.submission))?.note).toBe('On the cover\n\nOn the page');
    expect(await notesToOffice()).toHaveLength(2);
    await sendByPage(bytes, 'On the page');
    expect(await notesToOffice()).toHaveLength(2);
  });

  test('with a file that is not accepted reaches the office all the same', async () => {
    const { sent } = await sendByPage(new TextEncoder().encode('no workbook'), 'We cannot open yours');
    expect(sent).toMatchObject({ outcome: 'rejected' });
    const sentIn = await send(
      await answered(9, { 'Questionnaire!D9': '', 'Questionnaire!E9': '', [cells.note]: 'Later' }),
    );
    expect(sentIn.outcome).toBe('rejected');
    const [mail] = (await notesToOffice()).slice(-1);
    expect(flat(mail?.text)).toContain('The file was not accepted.');
    expect((await responses())?.notes).toEqual(['Later']);
  });

  test('of a stranger in the name of an authority is not passed on', async () => {
    const sent = await send(await answered(9, { [cells.note]: note }), 'stranger@else.example');
    expect(sent.outcome).toBe('rejected');
    expect(await notesToOffice()).toEqual([]);
  });

  test('read once more, after a crash at any point, is mailed once', async () => {
    const bytes = await answered(9, { [cells.note]: note });
    const upload = await pipeline.put({ key: 'mail/again', bytes, metadata: { sender: `a@${espoo.id}.example` } });
    for (let read = 0; read < 3; read += 1) await pipeline.ingest(upload);
    await settle();
    expect(await notesToOffice()).toHaveLength(1);
  });
});

test('an erasure of the authority takes both; of the person, what names them', async () => {
  const certified = `Certified by Carl Sand${count}`;
  const { submission } = await send(
    await answered(9, {
      [cells.certified]: `Carl Sand${count}`,
      [cells.note]: `Carl Sand${count}, a@${espoo.id}.example`,
    }),
  );
  const address = `a@${espoo.id}.example`;
  await eraseData({ kind: 'contact', address }, pipeline.erasing());
  const without = await pipeline.store.submission(submission);
  expect(`${without?.certifiedBy} ${without?.note}`).not.toMatch(/Carl|@/);
  await send(
    await answered(10, { [cells.certified]: certified, [cells.note]: 'Nobody else' }),
    `b@${espoo.id}.example`,
  );
  await eraseData({ kind: 'authority', id: espoo.id }, pipeline.erasing());
  for await (const page of pipeline.erasing().items.all()) {
    for (const item of page) expect(JSON.stringify(item)).not.toMatch(new RegExp(`Carl Sand${count}|Nobody else`));
  }
});
