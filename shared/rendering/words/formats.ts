/** Making a formatter of Intl takes a hundred times as long as using it, and a workbook uses them hundreds of times. */
function keptOf<Options, Format>(make: (locale: string, options: Options) => Format) {
  const made = new Map<string, Format>();
  return (locale: string, options: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const known = made.get(key) ?? make(locale, options);
    made.set(key, known);
    return known;
  };
}

export const dateFormat = keptOf(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
export const numberFormat = keptOf(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
export const pluralRules = keptOf((locale, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options));
export const listFormat = keptOf((locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options));
export const displayNames = keptOf(
  (locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(locale, options),
);
