import { readFileSync } from 'node:fs';
import { readCityPage } from '../../shared/domain/questionnaire/city-page.ts';
import type { InboxObject } from '../../shared/domain/submissions/inbox-object.ts';
import { writeQuestionnaireWorkbook } from '../../shared/rendering/workbooks/questionnaire-workbook.ts';
import type { Pipeline } from '../support/pipeline.ts';
import { userCentricity2023 } from '../support/user-centricity.ts';

const page = readCityPage(readFileSync('examples/espoo-city-page.txt', 'utf8'), userCentricity2023);

/** Of its own: a name that leads to many takes a call for each. */
const nameOf = (id: string): string => `Espoo ${id}`;
export const contactOf = (id: string): string => `${id}@city.example`;

export const openRound = ({ registry }: Pipeline): Promise<void> =>
  registry.putRound({ id: '2022', questionnaire: 'user-centricity@2023', opensAt: null, closesAt: null, shards: 4 });

export const workbookOf = (id: string): Promise<Uint8Array> =>
  writeQuestionnaireWorkbook({
    questionnaire: userCentricity2023,
    language: 'en',
    authority: { id, name: nameOf(id) },
    round: '2022',
    answers: page.answers,
    background: page.background,
  });

/** An authority, and the questionnaire that came of it. */
export async function prepared(pipeline: Pipeline, id: string): Promise<{ bytes: Uint8Array; upload: InboxObject }> {
  await pipeline.registry.putAuthority({
    id,
    name: nameOf(id),
    country: 'FI',
    contacts: [{ address: contactOf(id), language: 'en' }],
  });
  const bytes = await workbookOf(id);
  return { bytes, upload: await pipeline.put({ key: `office/${id}/q.xlsx`, bytes }) };
}
