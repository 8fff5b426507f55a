import german from './de/form-site.json' with { type: 'json' };
import { type DefinitionMessages, definitionMessagesIn } from './definition-words.ts';
import english from './en/form-site.json' with { type: 'json' };
import spanish from './es/form-site.json' with { type: 'json' };
import finnish from './fi/form-site.json' with { type: 'json' };
import french from './fr/form-site.json' with { type: 'json' };
import italian from './it/form-site.json' with { type: 'json' };
import dutch from './nl/form-site.json' with { type: 'json' };

/** Words of the public site, and of exports, that only questionnaires of an office's own need. */
const words: Readonly<Record<string, typeof english>> = {
  ...{ en: english, fi: finnish, fr: french, de: german, es: spanish, it: italian, nl: dutch },
};

export type FormSiteMessages = DefinitionMessages & { readonly formSite: typeof english };

/** The messages with these words, in the language asked for, or else in English. */
export function formSiteMessagesIn(language: string): FormSiteMessages {
  const messages = definitionMessagesIn(language);
  return { ...messages, formSite: words[messages.language] ?? english };
}
