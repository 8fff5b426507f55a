import type { PortalState } from './api-types.ts';
import { element } from './element.ts';
import { fill, megabytes, type Speech, size } from './words.ts';

export interface Sending {
  readonly file: (file: File) => void;
  readonly sheet: (link: string) => void;
  /** What was chosen cannot be sent, and why. */
  readonly turnedDown: (text: string) => void;
}

export interface SendSection {
  readonly root: HTMLElement;
  /** To the office, as it is typed; '' where there is none. */
  note(): string;
  /** It has gone with a file or a link: the next has none. */
  noted(): void;
  /** Says what is wrong beside what was done; null takes it away. */
  complain(text: string | null): void;
  /** While something is under way nothing else is sent. */
  busy(busy: boolean): void;
}

/** Where a file is dropped or chosen, or the link to a sheet is pasted; or why nothing can be sent. */
export function sendSection(state: PortalState, speech: Speech, send: Sending): SendSection {
  const words = speech.words.send;
  const complaint = element('p', { class: 'complaint', role: 'alert' });
  const isClosed = state.counting === null ? words.closedFirst : words.closed;
  const closed = { early: words.early, closed: isClosed, open: state.maySend ? null : words.notSender };
  const reason = closed[state.round.state];
  const note = noteField(speech);
  const ways = reason === null ? [note.root, dropZone(speech, send), sheetForm(state, speech, send)] : [];
  const fields = element('fieldset', {}, ...ways);
  const root = element(
    'section',
    { class: 'card send', 'aria-labelledby': 'send' },
    element('h2', { id: 'send' }, words.heading),
    element('p', { class: 'quiet' }, reason ?? words.intro),
    complaint,
    reason === null ? fields : null,
  );
  function complain(text: string | null): void {
    complaint.textContent = text ?? '';
  }
  // An earlier result may be looked at while a file is under way: the first to end does not end the other.
  let underWay = 0;
  return {
    root,
    note: () => note.field.value.trim(),
    noted() {
      note.field.value = '';
    },
    complain,
    busy(busy) {
      underWay += busy ? 1 : -1;
      fields.disabled = underWay > 0;
      root.classList.toggle('busy', underWay > 0);
    },
  };
}

/** Above the places where something is sent: a file goes as soon as it is chosen. */
function noteField({ words, maxNote }: Speech): { readonly root: HTMLElement; readonly field: HTMLTextAreaElement } {
  const field = element('textarea', { id: 'note', rows: 3, maxlength: maxNote, 'aria-describedby': 'note-hint' });
  const root = element(
    'div',
    { class: 'note' },
    element('label', { for: 'note' }, words.send.note),
    field,
    element('p', { class: 'quiet', id: 'note-hint' }, words.send.noteHint),
  );
  return { root, field };
}

function dropZone(speech: Speech, send: Sending): HTMLElement {
  const { words, maxBytes } = speech;
  const input = element('input', {
    type: 'file',
    id: 'file',
    class: 'hidden',
    accept: '.xlsx,.xlsm,.ods,.fods,.csv,.tsv,.zip,.eml',
    'aria-describedby': 'formats',
    change: () => {
      take(input.files);
      // The same file, corrected, may be chosen again.
      input.value = '';
    },
  });
  const take = (files: FileList | null): void => {
    const [file, ...others] = files ?? [];
    if (file === undefined) return;
    const named = { file: file.name, size: size(file.size, speech), most: megabytes(maxBytes) };
    if (others.length > 0) send.turnedDown(words.errors.one);
    else if (file.size === 0) send.turnedDown(fill(words.errors.empty, named));
    else if (file.size > maxBytes) send.turnedDown(fill(words.errors.largeFile, named));
    else send.file(file);
  };
  const zone = element(
    'div',
    {
      class: 'drop',
      dragover: (event) => {
        event.preventDefault();
        zone.classList.add('over');
      },
      dragleave: () => zone.classList.remove('over'),
      drop: (event) => {
        event.preventDefault();
        zone.classList.remove('over');
        if (!zone.closest('fieldset')?.disabled) take((event as DragEvent).dataTransfer?.files ?? null);
      },
    },
    element('span', { class: 'arrow', 'aria-hidden': 'true' }),
    element('p', { class: 'invite' }, words.send.drop),
    element('p', { class: 'quiet' }, words.send.or),
    input,
    element('label', { class: 'button', for: 'file' }, words.send.choose),
    element('p', { class: 'quiet', id: 'formats' }, fill(words.send.formats, { most: megabytes(maxBytes) })),
  );
  return zone;
}

function sheetForm({ sheetsAddress }: PortalState, { words }: Speech, send: Sending): HTMLElement | string {
  if (sheetsAddress === null) return '';
  const input = element('input', {
    type: 'text',
    id: 'sheet',
    inputmode: 'url',
    autocomplete: 'off',
    spellcheck: 'false',
    required: true,
    placeholder: 'https://docs.google.com/spreadsheets/d/…',
    'aria-describedby': 'share',
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    send.sheet(input.value);
  };
  return element(
    'form',
    { class: 'sheet', submit },
    element('label', { for: 'sheet' }, words.send.sheet),
    element('div', { class: 'row' }, input, element('button', { class: 'button plain' }, words.send.sheetSend)),
    element('p', { class: 'quiet', id: 'share' }, fill(words.send.sheetShare, { address: sheetsAddress })),
  );
}
