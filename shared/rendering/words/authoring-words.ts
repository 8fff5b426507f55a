import german from './de/authoring.json' with { type: 'json' };
import { type AuthoringWords, englishAuthoringWords } from './definition-fault-words.ts';
import spanish from './es/authoring.json' with { type: 'json' };
import finnish from './fi/authoring.json' with { type: 'json' };
import french from './fr/authoring.json' with { type: 'json' };
import italian from './it/authoring.json' with { type: 'json' };
import dutch from './nl/authoring.json' with { type: 'json' };

const words: Readonly<Record<string, AuthoringWords>> = {
  en: englishAuthoringWords,
  fi: finnish,
  fr: french,
  de: german,
  es: spanish,
  it: italian,
  nl: dutch,
};

/** What an office reads while it makes its questionnaire: `de` for `de-AT`, and English where we do not speak the language. */
export const authoringWordsIn = (language: string): AuthoringWords =>
  words[language] ?? words[language.split('-', 1)[0] ?? ''] ?? englishAuthoringWords;
