import { html } from 'hono/html';
import type { BackgroundValue, BackgroundValues } from '../../domain/answers/background.ts';
import { textIn } from '../../domain/questionnaire/questionnaire.ts';
import type { Html } from '../html/html.ts';
import { numberText } from '../words/numbers.ts';
import { publicText } from './evidence.ts';
import type { RoundSite } from './round-site.ts';

/** The background figures: as numbers where they are, else as they were written. */
export function backgroundSection(values: BackgroundValues | null, site: RoundSite): Html | '' {
  if (values === null) return '';
  const { messages, questionnaire, language } = site;
  const words = messages.dashboard.authority;
  return html`<section aria-labelledby="background"><h2 id="background">${words.background}</h2>
<div class="scroll" tabindex="0" role="group" aria-label="${words.background}"><table><thead><tr><th scope="col">${words.figure}</th><th scope="col">${words.value}</th><th scope="col">${words.year}</th></tr></thead><tbody>
${questionnaire.background.map(({ id, text }) => {
  const value = values.get(id);
  return html`<tr><th scope="row">${textIn(text, language)}</th><td>${shown(value, site)}</td><td>${value?.year ?? ''}</td></tr>
`;
})}</tbody></table></div></section>`;
}

function shown(value: BackgroundValue | undefined, { messages, showsEvidence }: RoundSite): string {
  const notGiven = messages.dashboard.authority.notGiven;
  if (value === undefined) return notGiven;
  if (value.value !== null) return [numberText(value.value, messages), value.unit ?? ''].join(' ').trim();
  // What is no number is a text of the authority, like evidence.
  return showsEvidence && value.raw.trim() !== '' ? publicText(value.raw) : notGiven;
}
