import { type DefinitionMessages, definitionMessagesIn } from './definition-words.ts';
import english from './en/form-site.json' with { type: 'json' };

/** Words of the public site, and of exports, that only questionnaires of an office's own need. */
const words = { en: english } satisfies Readonly<Record<string, typeof english>>;

export type FormSiteMessages = DefinitionMessages & { readonly formSite: typeof english };

/** The messages with these words, in the language asked for, or else in English. */
export function formSiteMessagesIn(language: string): FormSiteMessages {
  const messages = definitionMessagesIn(language);
  const own = Object.hasOwn(words, messages.language) ? words[messages.language as 'en'] : words.en;
  return { ...messages, formSite: own };
}
