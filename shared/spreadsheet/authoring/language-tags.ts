import { foldedText } from '../../domain/answers/normalise/plain-text.ts';
import { languageTag } from '../../domain/questionnaire/definition/definition-limits.ts';

/** `fi` of `fi`, of XLSForm's `Finnish (fi)` and of `Finnish` or `suomi`; `pt-BR` of `pt_br`; null for what is none. */
export function tagOf(written: string): string | null {
  const text = /\(([^()]*)\)\s*$/.exec(written)?.[1] ?? written;
  const [language = '', ...subtags] = text.trim().replaceAll('_', '-').split('-');
  const tag = [
    language.toLowerCase(),
    ...subtags.map((one) =>
      one.length === 4 ? one.charAt(0).toUpperCase() + one.slice(1).toLowerCase() : one.toUpperCase(),
    ),
  ].join('-');
  return languageTag.test(tag) ? tag : (tagsByName().get(foldedText(written)) ?? null);
}

let named: ReadonlyMap<string, string> | undefined;

/** Languages of two letters by their names in English and in themselves. Made when a heading first says one so. */
function tagsByName(): ReadonlyMap<string, string> {
  if (named !== undefined) return named;
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const tags = letters.flatMap((first) => letters.map((second) => first + second));
  const nameIn = (language: string, tag: string): string | undefined =>
    new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(tag);
  named = new Map(
    tags.flatMap((tag) => {
      const english = nameIn('en', tag);
      // Of a language that has two tags the newer one.
      if (english === undefined || new Intl.Locale(tag).language !== tag) return [];
      const names = [english, nameIn(tag, tag)].filter((name) => name !== undefined);
      return names.map((name): [string, string] => [foldedText(name), tag]);
    }),
  );
  return named;
}
