import { populationBands } from '../../domain/standings/population-bands.ts';
import { displayNames } from './formats.ts';
import { fill, type Messages } from './messages.ts';
import { numberText } from './numbers.ts';

/** `all`, `country:FI` or `population:100000` as people say it; `kind:county` in the office's own word. */
export function groupName(group: string, messages: Messages): string {
  const words = messages.page.peers;
  const [kind, value = ''] = group.split(':');
  if (kind === 'country') return countryName(value, messages);
  if (kind === 'kind') return value;
  if (kind !== 'population') return words.all;
  const to = populationBands.find((bound) => bound > Number(value));
  const from = numberText(Number(value), messages);
  return to === undefined ? fill(words.bandFrom, { from }) : fill(words.band, { from, to: numberText(to, messages) });
}

export function countryName(code: string, messages: Messages): string {
  // Of what is no code at all there is no name, and asking for one throws.
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return displayNames(messages.workbook.locale, { type: 'region' }).of(code) ?? code;
}
