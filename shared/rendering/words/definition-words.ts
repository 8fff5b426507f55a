import germanChoices from './de/choices.json' with { type: 'json' };
import germanForm from './de/form.json' with { type: 'json' };
import germanFormResults from './de/form-results.json' with { type: 'json' };
import englishChoices from './en/choices.json' with { type: 'json' };
import englishForm from './en/form.json' with { type: 'json' };
import englishFormResults from './en/form-results.json' with { type: 'json' };
import spanishChoices from './es/choices.json' with { type: 'json' };
import spanishForm from './es/form.json' with { type: 'json' };
import spanishFormResults from './es/form-results.json' with { type: 'json' };
import finnishChoices from './fi/choices.json' with { type: 'json' };
import finnishForm from './fi/form.json' with { type: 'json' };
import finnishFormResults from './fi/form-results.json' with { type: 'json' };
import frenchChoices from './fr/choices.json' with { type: 'json' };
import frenchForm from './fr/form.json' with { type: 'json' };
import frenchFormResults from './fr/form-results.json' with { type: 'json' };
import italianChoices from './it/choices.json' with { type: 'json' };
import italianForm from './it/form.json' with { type: 'json' };
import italianFormResults from './it/form-results.json' with { type: 'json' };
import { type Messages, messagesIn } from './messages.ts';
import dutchChoices from './nl/choices.json' with { type: 'json' };
import dutchForm from './nl/form.json' with { type: 'json' };
import dutchFormResults from './nl/form-results.json' with { type: 'json' };

/**
 * Words that only questionnaires of an office's own need, in a workbook to fill in, in results, and in problems of answers
 * that are neither Yes nor No: what sends the mails and pages of today does not carry them along.
 */
const words = {
  en: { form: englishForm, formResults: englishFormResults, choices: englishChoices },
  fi: { form: finnishForm, formResults: finnishFormResults, choices: finnishChoices },
  fr: { form: frenchForm, formResults: frenchFormResults, choices: frenchChoices },
  de: { form: germanForm, formResults: germanFormResults, choices: germanChoices },
  es: { form: spanishForm, formResults: spanishFormResults, choices: spanishChoices },
  it: { form: italianForm, formResults: italianFormResults, choices: italianChoices },
  nl: { form: dutchForm, formResults: dutchFormResults, choices: dutchChoices },
} satisfies Readonly<
  Record<string, { form: typeof englishForm; formResults: typeof englishFormResults; choices: typeof englishChoices }>
>;

export const definitionLanguages = Object.keys(words);

export type DefinitionMessages = Messages & (typeof words)['en'];

/** The messages with the words of any definition, in the language asked for, or else in English. */
export function definitionMessagesIn(language: string): DefinitionMessages {
  const messages = messagesIn(language);
  return { ...messages, ...(Object.hasOwn(words, messages.language) ? words[messages.language as 'en'] : words.en) };
}
