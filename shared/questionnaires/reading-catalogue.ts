import { withEarlierTexts } from '../domain/questionnaire/catalogue.ts';
import { catalogue } from './catalogue.ts';
import earlierTexts from './earlier-texts.json' with { type: 'json' };

/** The catalogue for what reads files: each version with the texts that it had before a translation was mended. */
export const readingCatalogue = withEarlierTexts(catalogue, earlierTexts);
