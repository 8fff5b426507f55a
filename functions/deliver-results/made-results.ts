import type { ScoreSummary } from '../../shared/domain/scoring/score-summary.ts';
import type { Rescoring } from '../../shared/domain/standings/rescoring.ts';
import type { ResultsTabRequest } from '../../shared/ports/online-sheets.ts';
import type { Letter } from '../../shared/rendering/letters/letter.ts';
import type { ResultsMail } from '../../shared/rendering/letters/results-letter.ts';

/** Whom results are told, and why. */
export interface Telling {
  readonly authorityName: string;
  readonly toOffice: boolean;
  readonly footer: readonly string[];
  readonly rescoring: Rescoring | null;
  /** What was told as final before. */
  readonly corrects: ScoreSummary | null;
}

/** Results as they are sent, whichever questionnaire they are of. */
export interface MadeResults {
  readonly subject: string;
  readonly workbook: Uint8Array;
  readonly page: string;
  /** Where its page lies, and its workbook when it is not in the mail. */
  readonly letter: (where: Pick<ResultsMail, 'page' | 'link'>) => Letter;
  readonly tab: (of: { readonly submission: string; readonly authorityName: string }) => ResultsTabRequest['tab'];
}
