import type { Registry } from '../../shared/ports/registry.ts';
import type { PortalError, PortalWorkbook } from '../../shared/rendering/portal/api-types.ts';
import { knownQuestionnaires, type QuestionnaireSources } from '../../shared/use-cases/known-questionnaires.ts';
import type { Filling, PrefillSources } from '../../shared/use-cases/prefilled-workbook.ts';
import type { Visitor } from './visitor.ts';

export interface WorkbookSources extends QuestionnaireSources, Pick<PrefillSources, 'reviews' | 'sentWorkbooks'> {
  readonly registry: Registry;
  /** What evidence says is read for nothing else. */
  readonly storeWithEvidence: PrefillSources['store'];
}

/** Bytes of a workbook that an answer can carry: Lambda gives back 6 MB, and it goes as text. */
const maxWorkbook = 4 * 1024 * 1024;

/** The workbook of the authority whose page it is, in the language of the visitor. */
export async function questionnaireWorkbook(
  fill: Filling,
  { authority, round, contact: { language } }: Visitor,
  deps: WorkbookSources,
): Promise<PortalWorkbook | PortalError> {
  // Few who open the page ask for one, and what writes it is the larger half of this function.
  const { prefilledWorkbook } = await import('../../shared/use-cases/prefilled-workbook.ts');
  const sources = { ...deps, store: deps.storeWithEvidence, catalogue: await knownQuestionnaires(deps) };
  const { bytes, fileName } = await prefilledWorkbook({ round, authority, language, fill }, sources);
  if (bytes.length > maxWorkbook) return 'workbook-large';
  return { fileName, base64: Buffer.from(bytes).toString('base64') };
}
