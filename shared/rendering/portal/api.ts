import type { ActKind, PortalError, PortalState, SubmissionResult, UploadForm, UploadProgress } from './api-types.ts';
import { Refusal } from './refusal.ts';
import type { Words } from './words.ts';

export interface Api {
  state(): Promise<PortalState>;
  words(): Promise<Words>;
  form(fileName: string): Promise<UploadForm>;
  sheet(link: string): Promise<{ readonly upload: string }>;
  /** Tells how sending a file has ended, also while the page is being left. */
  sending(upload: string, stage: 'sent' | 'interrupted'): Promise<unknown>;
  progress(upload: string): Promise<UploadProgress>;
  submission(id: string): Promise<SubmissionResult>;
  act(act: ActKind, submission: string): Promise<{ readonly upload: string }>;
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
    form: (fileName) => ask('/uploads', { fileName }),
    sheet: (link) => ask('/sheets', { link }),
    sending: (upload, stage) => ask(`/uploads/${encodeURIComponent(upload)}`, { stage }, true),
    progress: (upload) => ask(`/uploads/${encodeURIComponent(upload)}`),
    submission: (id) => ask(`/submissions/${encodeURIComponent(id)}`),
    act: (act, submission) => ask('/acts', { act, submission }),
    file: (id, which) => ask(`/submissions/${encodeURIComponent(id)}/${which}`),
  };
}
