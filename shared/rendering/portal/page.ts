import { addressOf, home, readAddress, type View } from './address.ts';
import type { Api } from './api.ts';
import { upload } from './api.ts';
import type { ActKind, PortalState, SubmissionResult, TypedColleague, UnderWay } from './api-types.ts';
import { colleaguesSection } from './colleagues-section.ts';
import { earlierSection } from './earlier-section.ts';
import { element, redraw } from './element.ts';
import { follow } from './follow.ts';
import { header } from './header.ts';
import { ownSheetSection } from './own-sheet-section.ts';
import { placeSection } from './place-section.ts';
import { problemsTable } from './problems-table.ts';
import { type ProgressSection, progressSection } from './progress-section.ts';
import { receiptSection } from './receipt-section.ts';
import { type ResultActions, resultSection } from './result-section.ts';
import { sendSection } from './send-section.ts';
import { failureText, fill, type Speech } from './words.ts';
import { workbookSection } from './workbook-section.ts';

/** Something on its way, as this page knows it. */
interface Followed {
  readonly section: ProgressSection;
  /** As soon as there is one. */
  readonly receipt: HTMLElement;
  /** Result and problems, as soon as there are any. */
  readonly outcome: HTMLElement;
  /** Nothing more is to be expected of it. */
  isOver: boolean;
}

/** The page of one contact, from its state on. Which part of it is shown stands in the address. */
export function startPage(root: HTMLElement, api: Api, opened: PortalState, speech: Speech, token: string): void {
  const { words } = speech;
  const followed = new Map<string, Followed>();
  /** Results that were shown, by their submissions. */
  const known = new Map<string, SubmissionResult>();
  const resultPlace = element('div', { class: 'place' });
  const rankPlace = element('div', { class: 'place' });
  const earlierPlace = element('div', { class: 'place' });
  const send = sendSection(opened, speech, { file: sendFile, sheet: sendSheet, turnedDown });
  const colleagues = colleaguesSection(opened, speech, { add: addColleague, remove: removeColleague });
  const footer = element('footer', { class: 'quiet' }, words.footer);
  let state = opened;
  let view = readAddress(location.hash).view;
  /** What is being sent from this page: leaving it would lose it. */
  let sending: string | null = null;

  addEventListener('hashchange', () => show(readAddress(location.hash).view, true));
  addEventListener('beforeunload', (event) => {
    if (sending !== null) event.preventDefault();
  });
  addEventListener('pagehide', () => {
    if (sending !== null) void api.sending(sending, 'interrupted').catch(() => undefined);
  });
  show(view, false);

  /** `moved`: somebody went there, so that its heading is read out and the state may be an older one. */
  function show(to: View, moved: boolean): void {
    view = to;
    if (moved) {
      send.complain(null);
      colleagues.says(null);
    }
    if (to.name === 'home') showHome(moved);
    else {
      const back = element('a', { class: 'back', href: addressOf(token, home) }, words.view.back);
      const place = to.name === 'sent' ? sentPlace(to.id) : [resultPlace];
      root.replaceChildren(header(state, speech), back, ...place, send.root, earlierPlace, footer);
      if (to.name === 'file') {
        if (!known.has(to.id)) resultPlace.replaceChildren();
        void showSubmission(to.id, moved);
      }
      if (moved && to.name === 'sent') root.querySelector<HTMLElement>('.progress h2')?.focus();
    }
    document.title = `${titleOf(to)} · ${words.title}`;
    if (moved) scrollTo(0, 0);
    showEarlier();
    if (moved) void refresh();
  }

  function titleOf({ name }: View): string {
    return name === 'home' ? opened.authority : `${words.view[name]} · ${opened.authority}`;
  }

  function showHome(moved: boolean): void {
    const waiting = state.underWay.flatMap((one) => waitingPlace(one));
    const workbooks = workbookSection(state, speech, api.workbook);
    const offered = workbooks === null ? [] : [workbooks];
    const sheet = ownSheetSection(state, speech);
    redraw(
      root,
      header(state, speech),
      ...waiting,
      ...(sheet === null ? [] : [sheet]),
      send.root,
      ...offered,
      resultPlace,
      rankPlace,
      earlierPlace,
      colleagues.root,
      footer,
    );
    if (state.counting === null || !known.has(state.counting)) resultPlace.replaceChildren();
    if (state.counting !== null) void showSubmission(state.counting, false);
    if (moved) root.querySelector<HTMLElement>('h1')?.focus();
  }

  /** On the first page what is under way stands in short; all of it has an address of its own. */
  function waitingPlace({ upload: id, fileName }: UnderWay): HTMLElement[] {
    const one = followed.get(id) ?? begin(id, fileName === '' ? 'sheet' : 'file', fileName);
    return one.isOver ? [] : [one.section.root];
  }

  function sentPlace(id: string): HTMLElement[] {
    const one = followed.get(id) ?? begin(id, 'file', nameOf(id));
    return [one.receipt, one.section.root, one.outcome, rankPlace];
  }

  function nameOf(id: string): string {
    return state.underWay.find(({ upload: of }) => of === id)?.fileName ?? '';
  }

  /** Follows what this page has not sent itself: it was reloaded, or somebody else sends. */
  function begin(id: string, kind: 'file' | 'sheet', name: string): Followed {
    const one = add(id, progressSection({ kind, name, bytes: null }, speech));
    void followToEnd(id, one).catch((error: unknown) => one.section.failed(failureText(error, speech)));
    return one;
  }

  function add(id: string, section: ProgressSection): Followed {
    const place = (): HTMLElement => element('div', { class: 'place' });
    const one: Followed = { section, receipt: place(), outcome: place(), isOver: false };
    followed.set(id, one);
    return one;
  }

  async function sendFile(file: File): Promise<void> {
    await attempt(async () => {
      const form = await api.form(file.name, send.note());
      const one = add(form.upload, progressSection({ kind: 'file', name: file.name, bytes: file.size }, speech));
      sending = form.upload;
      go({ name: 'sent', id: form.upload });
      try {
        await upload(file, form, one.section.sent);
      } catch (error) {
        one.isOver = true;
        void api.sending(form.upload, 'interrupted').catch(() => undefined);
        throw error;
      } finally {
        sending = null;
      }
      one.section.received();
      send.noted();
      // Without a word of ours, it is known when somebody begins to read it.
      void api.sending(form.upload, 'sent').catch(() => undefined);
      await followToEnd(form.upload, one);
    });
  }

  async function sendSheet(link: string): Promise<void> {
    await attempt(async () => {
      const { upload: id } = await api.sheet(link, send.note());
      send.noted();
      const one = add(id, progressSection({ kind: 'sheet', name: '', bytes: null }, speech));
      one.section.received();
      go({ name: 'sent', id });
      await followToEnd(id, one);
    });
  }

  async function sendAct(kind: ActKind, submission: string, name: string): Promise<void> {
    await attempt(async () => {
      const { upload: id } = await api.act(kind, submission);
      const one = add(id, progressSection({ kind: 'file', name, bytes: null }, speech));
      one.section.received();
      go({ name: 'sent', id });
      await followToEnd(id, one);
    });
  }

  /** What may be done with a result that is shown. */
  function actions({ id, fileName }: SubmissionResult): ResultActions {
    const mayAct = opened.maySend && opened.round.state === 'open';
    return { open: openFile, act: mayAct ? (kind) => void sendAct(kind, id, fileName) : null };
  }

  async function followToEnd(id: string, one: Followed): Promise<void> {
    let shown = '';
    await follow(id, api, {
      progress(told) {
        one.section.shows(told);
        const now = `${told.stage} ${told.result?.mailed}`;
        if (told.result !== null && now !== shown) showOutcome(id, one, told.result, shown === '');
        shown = told.result === null ? '' : now;
      },
      slow: one.section.slow,
      offline: one.section.offline,
    });
    one.isOver = true;
    await refresh();
  }

  /** `own`: the upload that the result is of. */
  function about(own: string | null) {
    const waiting = state.underWay.filter(({ upload: id }) => id !== own && followed.get(id)?.isOver !== true);
    return { authority: opened.authority, isWaiting: waiting.length > 0, isCounting: state.counting !== null };
  }

  function showOutcome(id: string, one: Followed, result: SubmissionResult, first: boolean): void {
    const isReceived = result.stage !== 'refused';
    one.receipt.replaceChildren(...(isReceived ? [receiptSection(result, state, speech)] : []));
    redraw(
      one.outcome,
      resultSection(result, about(id), speech, actions(result)),
      problemsTable(result.problems, speech),
    );
    if (first) (isReceived ? one.receipt : one.outcome).querySelector<HTMLElement>('h2')?.focus();
  }

  /** What is known of it already at once, also without a connection; then as it is now. */
  async function showSubmission(id: string, moved: boolean): Promise<void> {
    const asked = view;
    const before = known.get(id);
    if (before !== undefined) showResult(before, moved);
    try {
      const result = await api.submission(id);
      known.set(id, result);
      // Somebody went on while it was asked for.
      if (view !== asked || JSON.stringify(result) === JSON.stringify(before)) return;
      showResult(result, moved && before === undefined);
    } catch (error) {
      if (view !== asked || before !== undefined) return;
      const text = failureText(error, speech);
      resultPlace.replaceChildren(element('p', { class: 'card complaint', role: 'alert' }, text));
    }
  }

  function showResult(result: SubmissionResult, moved: boolean): void {
    redraw(
      resultPlace,
      resultSection(result, about(null), speech, actions(result)),
      problemsTable(result.problems, speech),
    );
    if (moved) resultPlace.querySelector('h2')?.focus();
  }

  async function refresh(): Promise<void> {
    const fresh = await api.state().catch(() => null);
    if (fresh === null) return;
    const isOther = fresh.counting !== state.counting || fresh.underWay.length !== state.underWay.length;
    state = fresh;
    colleagues.shows(state);
    showEarlier();
    if (view.name === 'home' && isOther) showHome(false);
  }

  function showEarlier(): void {
    const current = view.name === 'file' ? view.id : null;
    redraw(rankPlace, ...placeSection(state, speech));
    redraw(earlierPlace, earlierSection(state, speech, { current, addressOf: (to) => addressOf(token, to) }));
  }

  async function addColleague(typed: TypedColleague): Promise<void> {
    const words = speech.words.colleagues;
    await changeColleagues(async () => {
      const { address } = await api.addColleague(typed);
      await refresh();
      const isStopped = state.contacts.some((one) => one.address === address && one.isStopped);
      return fill(isStopped ? words.addedStopped : words.added, { address });
    });
  }

  async function removeColleague(address: string): Promise<void> {
    await changeColleagues(async () => {
      await api.removeColleague(address);
      await refresh();
      return fill(speech.words.colleagues.removed, { address });
    });
  }

  /** What was done is said; what could not be done as well, over the list as it is now: a colleague may have been faster. */
  async function changeColleagues(change: () => Promise<string>): Promise<void> {
    colleagues.says(null);
    try {
      colleagues.says({ text: await change(), isWrong: false });
    } catch (error) {
      colleagues.says({ text: failureText(error, speech), isWrong: true });
      await refresh();
    }
  }

  /** Another view, which the browser's Back leads away from again. */
  function go(to: View): void {
    location.hash = addressOf(token, to);
  }

  /** What cannot be sent is told on the first page, where nothing of an earlier file stands by. */
  function turnedDown(text: string): void {
    if (view.name !== 'home') {
      history.pushState(null, '', addressOf(token, home));
      show(home, true);
    }
    send.complain(text);
  }

  /** One thing at a time; what goes wrong is said where things are sent. */
  async function attempt(act: () => Promise<void>): Promise<void> {
    send.complain(null);
    send.busy(true);
    try {
      await act();
    } catch (error) {
      const text = failureText(error, speech);
      if (view.name === 'sent') {
        history.replaceState(null, '', addressOf(token, home));
        show(home, true);
      }
      send.complain(text);
    } finally {
      send.busy(false);
    }
  }

  async function openFile(id: string, which: 'workbook' | 'page'): Promise<void> {
    // Opened at once: a browser lets a page open a tab only while the press of a button is being answered.
    const tab = which === 'page' ? open('', '_blank') : null;
    const { address } = await api.file(id, which).catch((error: unknown) => {
      tab?.close();
      throw error;
    });
    if (tab === null) location.assign(address);
    else {
      tab.opener = null;
      tab.location.replace(address);
    }
  }
}
