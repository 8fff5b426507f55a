import type { PortalState, SubmissionResult } from '../api-types.ts';
import type { Api } from './api.ts';
import { earlierSection } from './earlier-section.ts';
import { element } from './element.ts';
import { follow } from './follow.ts';
import { header } from './header.ts';
import { placeSection } from './place-section.ts';
import { problemsTable } from './problems-table.ts';
import { progressSection } from './progress-section.ts';
import { resultSection } from './result-section.ts';
import { type SendSection, sendSection } from './send-section.ts';
import { upload } from './upload.ts';
import { failureText, type Speech } from './words.ts';

/** The page of one contact, from its state on: what is sent is followed to its result, and shown beneath. */
export function startPage(root: HTMLElement, api: Api, opened: PortalState, speech: Speech): void {
  const { words } = speech;
  const progressPlace = element('div', { class: 'place' });
  const resultPlace = element('div', { class: 'place' });
  const rankPlace = element('div', { class: 'place' });
  const earlierPlace = element('div', { class: 'place' });
  const send = sendSection(opened, speech, { file: sendFile, sheet: sendSheet });
  root.replaceChildren(
    header(opened, speech),
    send.root,
    progressPlace,
    resultPlace,
    rankPlace,
    earlierPlace,
    element('footer', { class: 'quiet' }, words.footer),
  );
  document.title = `${opened.authority} · ${words.title}`;
  showEarlier(opened);
  if (opened.counting !== null) void showSubmission(opened.counting, false);

  async function sendFile(file: File): Promise<void> {
    await attempt(send, speech, async () => {
      const form = await api.form(file.name);
      const progress = progressSection({ kind: 'file', name: file.name, bytes: file.size }, speech);
      begin(progress.root);
      try {
        await upload(file, form, progress.sent);
      } catch (error) {
        progressPlace.replaceChildren();
        throw error;
      }
      progress.received();
      await followToResult(form.upload, progress);
    });
  }

  async function sendSheet(link: string): Promise<void> {
    await attempt(send, speech, async () => {
      const { upload: id } = await api.sheet(link);
      const progress = progressSection({ kind: 'sheet', name: '', bytes: 0 }, speech);
      begin(progress.root);
      progress.received();
      await followToResult(id, progress);
    });
  }

  function begin(shown: HTMLElement): void {
    resultPlace.replaceChildren();
    progressPlace.replaceChildren(shown);
    shown.querySelector('h2')?.focus();
  }

  async function followToResult(id: string, progress: ReturnType<typeof progressSection>): Promise<void> {
    let shown = '';
    const last = await follow(id, api, {
      progress(told) {
        progress.shows(told);
        const state = `${told.stage} ${told.result?.mailed}`;
        if (told.result !== null && state !== shown) showResult(told.result, shown === '');
        shown = told.result === null ? '' : state;
      },
      slow: progress.slow,
      offline: progress.offline,
    });
    if (last.stage === 'lost') throw new Error('lost');
    showEarlier(await api.state());
  }

  function showResult(result: SubmissionResult, first: boolean): void {
    resultPlace.replaceChildren(
      resultSection(result, opened.authority, speech, { open: openFile }),
      problemsTable(result.problems, speech),
    );
    if (first) resultPlace.querySelector('h2')?.focus();
  }

  function showEarlier(state: PortalState): void {
    rankPlace.replaceChildren(...placeSection(state, speech));
    earlierPlace.replaceChildren(earlierSection(state, speech, (id) => void showSubmission(id, true)));
  }

  async function showSubmission(id: string, asked: boolean): Promise<void> {
    await attempt(send, speech, async () => showResult(await api.submission(id), asked));
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

/** One thing at a time; what goes wrong is said where things are sent. */
async function attempt(send: SendSection, speech: Speech, act: () => Promise<void>): Promise<void> {
  send.complain(null);
  send.busy(true);
  try {
    await act();
  } catch (error) {
    send.complain(failureText(error, speech));
  } finally {
    send.busy(false);
  }
}
