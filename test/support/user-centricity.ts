import { assessFile as assessAnyFile } from '../../functions/ingest-submission/assess-file.ts';
import { type Assessment, scoreOf } from '../../functions/ingest-submission/said-in-file.ts';
import { mustAt } from '../../shared/domain/must.ts';
import { type Catalogue, catalogueOf, withEarlierTexts } from '../../shared/domain/questionnaire/catalogue.ts';
import type { Score } from '../../shared/domain/scoring/scoring.ts';
import earlierTexts from '../../shared/questionnaires/earlier-texts.json' with { type: 'json' };
import definition from '../../shared/questionnaires/user-centricity@2023.json' with { type: 'json' };

/**
 * The catalogue while its only version was the one whose figures the tests know: Espoo's 58 % and the seven published
 * authorities were scored by these questions. Tests name it, so a newer version changes none of them.
 */
export const catalogueOf2023 = catalogueOf([definition], []);
export const userCentricity2023 = mustAt(catalogueOf2023.all, 0);

/** The same for what reads files. */
export const readingCatalogueOf2023 = withEarlierTexts(catalogueOf2023, {
  'user-centricity@2023': earlierTexts['user-centricity@2023'],
});

export type ScoredFile = Assessment & { readonly score: Score | null };

/** A file as it was read by the version that the tests know, and what it scores. */
export async function assessFile(
  file: Uint8Array,
  questionnaires: Catalogue = readingCatalogueOf2023,
): Promise<ScoredFile> {
  const read = await assessAnyFile(file, questionnaires);
  return { ...read, score: scoreOf(read) };
}
