import englishChoices from './en/choices.json' with { type: 'json' };
import englishForm from './en/form.json' with { type: 'json' };
import englishFormResults from './en/form-results.json' with { type: 'json' };
import { messageLanguages } from './languages.ts';
import { type Messages, messagesIn } from './messages.ts';
import { partOfWords } from './part-of-words.ts';

/**
 * Words that only questionnaires of an office's own need, in a workbook to fill in, in results, and in problems of answers
 * that are neither Yes nor No: what sends the mails and pages of today does not carry them along.
 */
const english = { form: englishForm, formResults: englishFormResults, choices: englishChoices };

const made = new Map([['en', english]]);

function wordsIn(language: string): typeof english {
  const known = made.get(language);
  if (known !== undefined) return known;
  const [form, formResults, choices] = ['form', 'form-results', 'choices'].map((part) => partOfWords(language, part));
  const words = { form, formResults, choices } as typeof english;
  made.set(language, words);
  return words;
}

export const definitionLanguages = messageLanguages();

export type DefinitionMessages = Messages & typeof english;

/** The messages with the words of any definition, in the language asked for, or else in English. */
export function definitionMessagesIn(language: string): DefinitionMessages {
  const messages = messagesIn(language);
  return { ...messages, ...wordsIn(messages.language) };
}
