import type { UploadForm } from './api-types.ts';

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
