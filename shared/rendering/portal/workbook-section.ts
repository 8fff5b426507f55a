import type { PortalState, PortalWorkbook } from './api-types.ts';
import { element } from './element.ts';
import { failureText, fill, type Speech } from './words.ts';

type Filling = 'last' | 'blank' | 'now';

/** The questionnaire to download, filled in or not; nothing for whoever does not send. */
export function workbookSection(
  { round, counting, maySend }: PortalState,
  speech: Speech,
  made: (fill: Filling) => Promise<PortalWorkbook>,
): HTMLElement | null {
  if (!maySend) return null;
  const { heading, intro, last, now, blank } = speech.words.workbook;
  const complaint = element('p', { class: 'complaint', role: 'alert', hidden: true });
  const offered: readonly (readonly [Filling, string])[] = [
    ...(round.previous === null ? [] : [['last', fill(last, { round: round.previous })] as const]),
    ...(counting === null ? [] : [['now', now] as const]),
    ['blank', blank],
  ];
  const buttons = offered.map(([filling, label]) => {
    const button = element('button', { type: 'button', class: 'button plain' }, label);
    button.addEventListener('click', () => void fetchOne(filling, button));
    return button;
  });

  async function fetchOne(filling: Filling, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    complaint.hidden = true;
    try {
      save(await made(filling));
    } catch (error) {
      complaint.textContent = failureText(error, speech);
      complaint.hidden = false;
    } finally {
      button.disabled = false;
    }
  }

  return element(
    'section',
    { class: 'card workbook', 'aria-labelledby': 'workbook' },
    element('h2', { id: 'workbook' }, heading),
    element('p', {}, intro),
    element('p', { class: 'row' }, ...buttons),
    complaint,
  );
}

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function save({ fileName, base64 }: PortalWorkbook): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  element('a', { href: address, download: fileName }).click();
  // The browser takes the file after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
