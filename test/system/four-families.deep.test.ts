import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putIntoInbox } from '../../infra/local/inbox-folder.ts';
import type { LocalCloud } from '../../infra/local/local-cloud.ts';
import { whenProgress } from '../../infra/local/main-job.ts';
import type { Office } from '../../infra/local/office.ts';
import { questionnaires as questionnairesOf } from '../../shared/adapters/bucket-ports.ts';
import { questionnairePrefix, registryPrefix } from '../../shared/config/object-keys.ts';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import { authored, isSharedThere, type Row, rowsOfCsv, sharedData } from '../support/authored.ts';
import { filledForm } from '../support/filled-form.ts';
import { compose } from '../support/mails.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';
import { rawWorkbook } from '../support/raw-workbook.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

/** Rounds of four questionnaires in one local cloud: none is read, scored or told as another. */
const folder = `${sharedData}/authoring`;
const families = ['municipal-climate-2026', 'asem-coinr', 'odm-2023'] as const;
const signal = new AbortController().signal;
const idOf = (authority: string): string => authority.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
const officerOf = (authority: string): string => `officer@${idOf(authority)}.example`;

/** Who answers a family, with what each comes to. */
interface Expected {
  readonly round: string;
  readonly authority: string;
  readonly shown: number;
  readonly file: Uint8Array;
}

if (!isSharedThere) test.skip('four families: skipped, ../shared/data is not on this machine', () => {});
else
  describe('four families side by side', () => {
    let own: OwnCloud;
    let cloud: LocalCloud;
    let office: Office;
    const expected: Expected[] = [];
    const put = (fileName: string, bytes: Uint8Array, prefix: typeof questionnairePrefix | typeof registryPrefix) =>
      putIntoInbox(cloud.clients.s3, cloud.inboxBucket, { fileName, bytes, sender: null }, prefix);
    const when = <T>(look: () => Promise<T | null>): Promise<T> => whenProgress(cloud, look, signal);

    beforeAll(async () => {
      own = await startOwnCloud(() => 1);
      ({ cloud, office } = own);
      const keys: [round: string, questionnaire: string][] = [['cities', 'user-centricity@2023']];
      for (const family of families) {
        const definition = await authored(`${folder}/${family}.xlsx`);
        const key = `${definition.id}@${definition.version}`;
        keys.push([definition.id, key]);
        await put(`${family}.xlsx`, readFileSync(`${folder}/${family}.xlsx`), questionnairePrefix);
        await when(() => questionnairesOf(cloud.reached).published(key));
        const rows = rowsOfCsv(`${folder}/${family}.answers.csv`);
        const scores = rowsOfCsv(`${folder}/${family}.scores.csv`).filter(({ node }) => node === 'index');
        if (family === 'odm-2023') expected.push(...countries(definition.id));
        else {
          for (const { authority = '', shown = '' } of scores.filter((one) => rows.some((row) => isAnswer(row, one))))
            expected.push({
              ...{ round: definition.id, authority, shown: Number(shown) },
              file: await filledForm(definition, rows, { authority, round: definition.id }),
            });
        }
      }
      expected.push({ round: 'cities', authority: 'Espoo', shown: 58, file: await espoo() });
      await register(keys);
    }, 300_000);
    afterAll(async () => {
      await own.stop();
    });

    const isAnswer = ({ authority, answer = '' }: Row, one: Row): boolean =>
      authority === one['authority'] && answer !== '';

    /** The workbooks as countries sent them. One answer ends with a blank, which the office's formula did not know. */
    function countries(round: string): Expected[] {
      const totals = rowsOfCsv(`${sharedData}/odm-2023/totals.csv`);
      const files = readdirSync(`${sharedData}/odm-2023`).filter((name) => /^[A-Z]{2}\.xlsx$/.test(name));
      return files.map((name) => {
        const authority = name.slice(0, 2);
        const total = Number(totals.find((one) => one['authority'] === authority)?.['total_of_2540']);
        const shown = authority === 'AL' ? total + 20 : total;
        return { round, authority, shown, file: readFileSync(`${sharedData}/odm-2023/${name}`) };
      });
    }

    async function espoo(): Promise<Uint8Array> {
      const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);
      return writeQuestionnaireWorkbook({
        ...{ questionnaire: userCentricity2023, language: 'en', round: 'cities' },
        ...{ authority: { id: null, name: 'Espoo' }, answers: page.answers, background: page.background },
      });
    }

    async function register(keys: readonly [string, string][]): Promise<void> {
      const names = [...new Set(expected.map(({ authority }) => authority))];
      const sheets = [
        { name: 'A', rows: [['Id', 'Name', 'Country'], ...names.map((name) => [idOf(name), name, 'FI'])] },
        { name: 'C', rows: [['Authority', 'Address'], ...names.map((name) => [idOf(name), officerOf(name)])] },
        { name: 'R', rows: [['Id', 'Opens', 'Questionnaire'], ...keys.map(([id, key]) => [id, '2026-01-01', key])] },
      ];
      await put('registry.xlsx', rawWorkbook(sheets), registryPrefix);
      await when(async () => ((await office.registry.rounds()).length === keys.length ? true : null));
    }

    test('each file is scored in the round of its questionnaire, as was worked out before, and told', async () => {
      for (const [index, { authority, file }] of expected.entries()) {
        const from = officerOf(authority);
        const attachments = [{ filename: `${authority}.xlsx`, content: Buffer.from(file) }];
        if (index % 2 === 0) await cloud.upload({ fileName: `${authority}.xlsx`, bytes: file, sender: from });
        else await cloud.mail.receive(await compose({ from, attachments, messageId: `<${index}@city.example>` }));
      }
      const rounds = new Map((await office.registry.rounds()).map((round) => [round.id, round]));
      const standingOf = ({ round, authority }: Expected) => {
        const known = rounds.get(round);
        return known === undefined ? null : office.store.standing(known, idOf(authority));
      };
      const counted = await when(async () => {
        const standings = await Promise.all(expected.map(standingOf));
        const isDone = standings.every((one) => one?.deliveries.every(({ state }) => state === 'sent'));
        return isDone ? standings.map((one) => [one?.round, one?.authorityName, one?.score.percent]) : null;
      });
      expect(counted).toEqual(expected.map(({ round, authority, shown }) => [round, authority, shown]));
      expect(expected.length).toBeGreaterThan(18);
      const told = (await cloud.mails.list()).map(({ subject }) => subject);
      for (const { round, authority } of expected)
        expect(
          told.filter((subject) => subject.startsWith(`${authority}, round ${round}: `)),
          authority,
        ).toHaveLength(1);
    }, 300_000);
  });
