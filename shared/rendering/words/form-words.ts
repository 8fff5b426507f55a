import german from './de/form.json' with { type: 'json' };
import english from './en/form.json' with { type: 'json' };
import spanish from './es/form.json' with { type: 'json' };
import finnish from './fi/form.json' with { type: 'json' };
import french from './fr/form.json' with { type: 'json' };
import italian from './it/form.json' with { type: 'json' };
import { type Messages, messagesIn } from './messages.ts';
import dutch from './nl/form.json' with { type: 'json' };

/** Words that only a workbook to fill in needs: what sends mails and pages does not carry them along. */
const words: Readonly<Record<string, typeof english>> = {
  en: english,
  fi: finnish,
  fr: french,
  de: german,
  es: spanish,
  it: italian,
  nl: dutch,
};

export type FormMessages = Messages & { readonly form: typeof english };

/** The messages with the words of a form, in the language asked for, or else in English. */
export function formMessagesIn(language: string): FormMessages {
  const messages = messagesIn(language);
  return { ...messages, form: words[messages.language] ?? english };
}
