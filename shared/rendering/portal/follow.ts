import type { Api } from './api.ts';
import type { UploadProgress } from './api-types.ts';
import { Refusal } from './refusal.ts';

/** Milliseconds between two questions, and how they grow: soon at first, then patiently. */
const pause = { first: 400, longest: 5_000, growth: 1.35 } as const;
/** What its page gave up may have been there already: for so long somebody may still begin to read it. */
const doubtful = 8_000;
/** From then on a person is told that it takes long. */
const slowAfter = 25_000;

export interface Following {
  readonly progress: (progress: UploadProgress) => void;
  readonly slow: () => void;
  /** The connection was lost, or is there again. */
  readonly offline: (offline: boolean) => void;
}

/** Asks how far an upload is until its results are mailed. A lost connection is waited for; a refusal ends it. */
export async function follow(upload: string, api: Api, tell: Following): Promise<UploadProgress> {
  const started = performance.now();
  let wait: number = pause.first;
  while (true) {
    const progress = await api.progress(upload).catch((error: unknown) => {
      if (error instanceof Refusal && error.reason !== 'fault') throw error;
      return null;
    });
    tell.offline(progress === null);
    if (progress !== null) {
      tell.progress(progress);
      const isGivenUp = progress.stage === 'interrupted' && performance.now() - started > doubtful;
      if (isGivenUp || isOver(progress)) return progress;
    }
    if (performance.now() - started > slowAfter) tell.slow();
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * pause.growth, pause.longest);
  }
}

const isOver = ({ stage, result }: UploadProgress): boolean =>
  stage === 'mailed' || stage === 'lost' || stage === 'missing' || (stage === 'refused' && (result?.mailed ?? true));
