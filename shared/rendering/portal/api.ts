import type {
  ActKind,
  PortalError,
  PortalState,
  PortalWorkbook,
  SubmissionResult,
  TypedColleague,
  UploadForm,
  UploadProgress,
} from './api-types.ts';
import { Refusal } from './refusal.ts';
import type { Words } from './words.ts';

export interface Api {
  state(): Promise<PortalState>;
  words(): Promise<Words>;
  /** `note`: to the office; '' where there is none. */
  form(fileName: string, note: string): Promise<UploadForm>;
  sheet(link: string, note: string): Promise<{ readonly upload: string }>;
  /** Tells how sending a file has ended, also while the page is being left. */
  sending(upload: string, stage: 'sent' | 'interrupted'): Promise<unknown>;
  progress(upload: string): Promise<UploadProgress>;
  submission(id: string): Promise<SubmissionResult>;
  act(act: ActKind, submission: string): Promise<{ readonly upload: string }>;
  addColleague(typed: TypedColleague): Promise<{ readonly address: string }>;
  removeColleague(address: string): Promise<{ readonly address: string }>;
  /** The questionnaire, filled in with what counted in the round before or counts now, or blank. */
  workbook(fill: 'last' | 'blank' | 'now'): Promise<PortalWorkbook>;
  file(id: string, which: 'workbook' | 'page'): Promise<{ readonly address: string }>;
}

/** Milliseconds after which an answer is not waited for any more. */
const patience = 30_000;

/** The API as the link of this page may ask it. Without a connection it throws what fetch throws. */
export function apiWith(token: string): Api {
  const ask = async <T>(path: string, body?: object, keepalive = false): Promise<T> => {
    const response = await fetch(`/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      keepalive,
      signal: AbortSignal.timeout(patience),
    });
    if (response.ok) return (await response.json()) as T;
    const refusal = (await response.json().catch(() => ({}))) as { error?: PortalError };
    throw new Refusal(refusal.error ?? 'fault');
  };
  return {
    state: () => ask('/state'),
    words: () => ask('/words'),
    form: (fileName, note) => ask('/uploads', { fileName, note }),
    sheet: (link, note) => ask('/sheets', { link, note }),
    sending: (upload, stage) => ask(`/uploads/${encodeURIComponent(upload)}`, { stage }, true),
    progress: (upload) => ask(`/uploads/${encodeURIComponent(upload)}`),
    submission: (id) => ask(`/submissions/${encodeURIComponent(id)}`),
    act: (act, submission) => ask('/acts', { act, submission }),
    addColleague: (typed) => ask('/colleagues', typed),
    removeColleague: (address) => ask('/colleagues/removed', { address }),
    workbook: (fill) => ask(`/workbooks/${fill}`),
    file: (id, which) => ask(`/submissions/${encodeURIComponent(id)}/${which}`),
  };
}

/** Sends a file by a form, past the API, and tells how much of it is there. Only XMLHttpRequest tells. */
export function upload(file: File, { url, fields }: UploadForm, sent: (bytes: number) => void): Promise<void> {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  // S3 takes what stands before the file.
  data.set('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded }) => sent(Math.min(loaded, file.size)));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      // The one condition of the form that a person can miss by what they chose.
      else reject(new Error(request.responseText.includes('EntityTooLarge') ? 'too-large' : 'interrupted'));
    });
    for (const event of ['error', 'abort', 'timeout'] as const) {
      request.addEventListener(event, () => reject(new Error('interrupted')));
    }
    request.open('POST', url);
    request.send(data);
  });
}
