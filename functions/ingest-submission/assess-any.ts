import type { AnyCatalogue } from '../../shared/domain/questionnaire/catalogue.ts';
import type { AuthorityFacts } from '../../shared/domain/scoring/given.ts';
import { readAnyWorkbook } from '../../shared/spreadsheet/reading/read-any.ts';
import { assessed } from './assess-file.ts';
import type { AssessedForm } from './assess-form.ts';
import { type Assessment, unreadable } from './said-in-file.ts';

export type AnyAssessment = Assessment | AssessedForm;

/** Reads and checks one file, of that hash, by whichever questionnaire it is. */
export async function assessAnyFile(file: Uint8Array, sha256: string, known: AnyCatalogue): Promise<AnyAssessment> {
  const read = await readAnyWorkbook(file, known);
  if ('code' in read) return { sha256, ...unreadable(read) };
  if (!('definition' in read)) return assessed(read, sha256, known);
  return (await ofForms()).assessedForm(read, sha256, {}, known);
}

/** Needed for the questionnaires of offices alone. */
const ofForms = (): Promise<typeof import('./assess-form.ts')> => import('./assess-form.ts');

/** The file once more, for the authority that it is of: on what is registered of it conditions may rest. */
export async function forAuthority(
  assessment: AnyAssessment,
  facts: AuthorityFacts,
  known: AnyCatalogue,
): Promise<AnyAssessment> {
  if (!('filled' in assessment)) return assessment;
  return (await ofForms()).assessedForm(assessment.filled, assessment.sha256, facts, known);
}
