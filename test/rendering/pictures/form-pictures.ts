import { formInsightOf } from '../../../shared/domain/insight/form-insight.ts';
import { formResultsPage } from '../../../shared/rendering/results-page/form-results-page.ts';
import { startBrowser } from '../../support/browser.ts';
import { northwoodReport } from '../../support/form-reports.ts';
import { formStandings, manyForms, profilesOf } from '../../support/published-forms.ts';

/** Draws docs/pictures/form-results.png: the results page of the example of an office's own questionnaire, beside others. */
const { definition, forms } = await manyForms(12);
const profiles = profilesOf(definition, forms);
const published = { standings: formStandings(definition, profiles), profiles };
const report = await northwoodReport({ country: 'GB', published });
const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 860, height: 900 } });
  await page.setContent(formResultsPage(report, formInsightOf(report)));
  const below = (await page.locator('#problems').boundingBox())?.y ?? 900;
  const clip = { x: 0, y: 0, width: 860, height: below - 40 };
  await page.screenshot({ path: 'docs/pictures/form-results.png', fullPage: true, clip });
} finally {
  await browser.close();
}
