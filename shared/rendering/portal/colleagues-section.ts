import type { PortalContact, PortalState, TypedColleague } from './api-types.ts';
import { element, redraw } from './element.ts';
import { fill, moment, type Speech } from './words.ts';

export interface ColleagueActions {
  readonly add: (typed: TypedColleague) => Promise<void>;
  readonly remove: (address: string) => Promise<void>;
}

export interface ColleaguesSection {
  readonly root: HTMLElement;
  /** Draws who is registered; what somebody is typing stays. */
  shows(state: PortalState): void;
  /** Says what was done, or what is wrong; null takes it away. */
  says(told: { readonly text: string; readonly isWrong: boolean } | null): void;
}

/** Who is registered for the authority, and a form by which contacts who may send add colleagues. */
export function colleaguesSection(opened: PortalState, speech: Speech, actions: ColleagueActions): ColleaguesSection {
  const words = speech.words.colleagues;
  const list = element('ul', { class: 'contacts' });
  const wrong = element('p', { class: 'complaint', role: 'alert' });
  const done = element('p', { class: 'done', role: 'status' });
  const form = addForm(opened, speech, actions);
  const most = element('p', { class: 'quiet' }, fill(words.most, { most: opened.maxColleagues }));
  const root = element(
    'section',
    { class: 'card colleagues', 'aria-labelledby': 'colleagues' },
    element('h2', { id: 'colleagues' }, words.heading),
    opened.maySend ? element('p', { class: 'quiet' }, words.intro) : null,
    list,
    done,
    wrong,
    opened.maySend ? form.root : null,
    opened.maySend ? most : null,
  );
  const section: ColleaguesSection = {
    root,
    shows(state) {
      redraw(list, ...state.contacts.map((one) => contactRow(one, state, speech, actions)));
      const isFull = state.contacts.filter(({ added }) => added !== null).length >= state.maxColleagues;
      form.root.hidden = isFull;
      most.hidden = !isFull;
    },
    says(told) {
      wrong.textContent = told?.isWrong === true ? told.text : '';
      done.textContent = told?.isWrong === false ? told.text : '';
      if (told?.isWrong === false) form.clear();
    },
  };
  section.shows(opened);
  return section;
}

function contactRow(
  { address, name, maySend, isStopped, added }: PortalContact,
  state: PortalState,
  speech: Speech,
  { remove }: ColleagueActions,
): HTMLElement {
  const words = speech.words.colleagues;
  const isOwn = address === state.contact;
  const by = added === null ? words.office : fill(words.addedBy, { by: added.by, when: moment(added.at, speech) });
  const notes = [by, maySend ? null : words.reader, isStopped ? words.stopped : null].filter((text) => text !== null);
  const leaving = (): HTMLElement =>
    element(
      'details',
      { class: 'leaving', id: `leaving-${address}` },
      element('summary', { 'aria-label': fill(words.removeWhom, { address }) }, words.remove),
      element('p', {}, fill(words.confirm, { address })),
      element(
        'button',
        { type: 'button', class: 'button plain', click: () => void remove(address) },
        fill(words.removeWhom, { address }),
      ),
    );
  return element(
    'li',
    {},
    element(
      'p',
      { class: 'who' },
      element('strong', {}, name === '' ? address : name),
      isOwn ? element('span', { class: 'tag' }, words.you) : null,
    ),
    name === '' ? null : element('p', { class: 'quiet' }, address),
    element('p', { class: 'quiet' }, notes.join(' · ')),
    // Whoever takes out themselves could not undo it.
    added !== null && state.maySend && !isOwn ? leaving() : null,
  );
}

interface AddForm {
  readonly root: HTMLElement;
  clear(): void;
}

function addForm(state: PortalState, speech: Speech, { add }: ColleagueActions): AddForm {
  const words = speech.words.colleagues;
  const name = element('input', { type: 'text', id: 'colleague-name', autocomplete: 'off' });
  const address = element('input', {
    type: 'text',
    id: 'colleague-address',
    inputmode: 'email',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    required: true,
  });
  const own = state.contacts.find((one) => one.address === state.contact)?.language ?? '';
  const language = element(
    'select',
    { id: 'colleague-language' },
    ...state.languages.map((tag) => element('option', { value: tag, selected: tag === own, lang: tag }, nameOf(tag))),
  );
  const button = element('button', { class: 'button' }, words.add);
  const submit = (event: Event): void => {
    event.preventDefault();
    button.disabled = true;
    const typed = { name: name.value, address: address.value, language: language.value };
    void add(typed).finally(() => {
      button.disabled = false;
    });
  };
  const field = (text: string, input: HTMLElement): HTMLElement =>
    element('div', { class: 'field' }, element('label', { for: input.id }, text), input);
  const root = element(
    'details',
    { class: 'adding', id: 'adding' },
    element('summary', {}, words.add),
    element(
      'form',
      { class: 'colleague', submit },
      field(words.address, address),
      field(words.name, name),
      field(words.language, language),
      button,
    ),
  );
  return {
    root,
    clear() {
      name.value = '';
      address.value = '';
    },
  };
}

/** Each language by its own name: whoever reads it knows that one. */
const nameOf = (tag: string): string => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
