import type { Definition } from '../../shared/domain/questionnaire/definition/definition.ts';
import { writeFormWorkbook } from '../../shared/rendering/workbooks/form/form-workbook.ts';
import { answersByAuthority, type Row } from './authored.ts';

/** What shows each answer for which evidence may be asked. */
const evidence = 'Report of 2025, chapter 3, https://city.example/report';

/** The questionnaire as an authority gets it, filled in with answers as CSV has them. */
export async function filledForm(
  definition: Definition,
  rows: readonly Row[],
  { authority, round = null }: { readonly authority: string; readonly round?: string | null },
): Promise<Uint8Array> {
  const given = answersByAuthority(definition, rows).get(authority) ?? new Map();
  const answers = new Map([...given].map(([name, one]) => [name, { given: one, evidence }]));
  return writeFormWorkbook({
    ...{ definition, language: definition.defaultLanguage, answers, round },
    authority: { id: null, name: authority },
  });
}
