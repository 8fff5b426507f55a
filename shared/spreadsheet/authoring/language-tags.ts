import { languageTag } from '../../domain/questionnaire/definition/definition.ts';

/** `fi` of `fi` and of XLSForm's `Finnish (fi)`, `pt-BR` of `pt_br`; null for what is no tag. */
export function tagOf(written: string): string | null {
  const text = /\(([^()]*)\)\s*$/.exec(written)?.[1] ?? written;
  const [language = '', ...subtags] = text.trim().replaceAll('_', '-').split('-');
  const tag = [
    language.toLowerCase(),
    ...subtags.map((one) =>
      one.length === 4 ? one.charAt(0).toUpperCase() + one.slice(1).toLowerCase() : one.toUpperCase(),
    ),
  ].join('-');
  return languageTag.test(tag) ? tag : null;
}
