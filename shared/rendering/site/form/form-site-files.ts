import type { Answers } from '../../../domain/answers/answer.ts';
import { formScriptFile } from '../ranking-script.ts';
import type { SiteFile } from '../round-site.ts';
import type { OtherRound } from '../rounds-page.ts';
import { styleFile } from '../site-style.ts';
import type { FormAnswers } from './form-answers.ts';
import { formAveragesPage } from './form-averages-page.ts';
import { type DataTexts, formDataFiles } from './form-data-page.ts';
import { formQuestionPages, formQuestionsPage } from './form-question-pages.ts';
import { formRankingFiles } from './form-ranking-page.ts';
import type { FormRankingRow } from './form-ranking-rows.ts';
import { formRoundsPage } from './form-rounds-page.ts';
import type { FormSite } from './form-site.ts';

/** Other pages of the same round are published anew: the number counts up when what is below makes some. */
export const formSiteEdition = ['form 1', styleFile.path, formScriptFile.path].join();

/** What is known of a round as a whole, beside the pages of its authorities. */
export interface FormRoundContent {
  /** All authorities, by rank. */
  readonly rows: readonly FormRankingRow[];
  readonly answers: FormAnswers;
  readonly texts: DataTexts;
  /** Answers of everybody whose evidence the pages of questions show, by authority. */
  readonly written: ReadonlyMap<string, Answers<string>>;
  readonly others: readonly OtherRound[];
}

/** Every file of a published round but the pages of its authorities, one after the other; the same input gives the same bytes. */
export async function* formSiteFiles(content: FormRoundContent, site: FormSite): AsyncGenerator<SiteFile> {
  const { rows, answers, texts, written, others } = content;
  yield styleFile;
  yield formScriptFile;
  yield* formRankingFiles(rows, site);
  yield formAveragesPage(site);
  yield formQuestionsPage(answers, site);
  yield* formQuestionPages(answers, written, site);
  yield formRoundsPage(rows, others, site);
  yield* formDataFiles(rows, texts, site);
}
