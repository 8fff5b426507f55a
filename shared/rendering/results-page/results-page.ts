import { html, raw } from 'hono/html';
import type { Insight } from '../../domain/insight/insight.ts';
import type { ResultsReport } from '../../domain/insight/results-report.ts';
import { inZone, messagesIn } from '../words/messages.ts';
import { comparedSection } from './compared-section.ts';
import { computedSection } from './computed-section.ts';
import { outcomeHeader } from './outcome-header.ts';
import { headlineOf, type PageContent } from './page-content.ts';
import { pageStyle } from './page-style.ts';
import { problemsSection } from './problems-section.ts';
import { sequelSection } from './sequel-section.ts';
import { stepsSection } from './steps-section.ts';

/** Nothing is loaded, nothing runs: what is shown is in the file. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * A submission's results as one HTML file that needs nothing else, in the order in which they are asked for: how
 * did we do, compared with whom, what was not understood, what to do next, how was it computed. Every text that
 * came from people is escaped by the templates; the same report gives the same bytes.
 */
export function resultsPage(report: ResultsReport, insight: Insight): string {
  const messages = inZone(messagesIn(report.language), report.timeZone);
  const content: PageContent = { report, insight, messages };
  const page = html`<!doctype html>
<html lang="${messages.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${headlineOf(content)}</title>
<style>${raw(pageStyle)}</style>
</head>
<body>
<main>
${outcomeHeader(content)}
${sequelSection(content)}
${comparedSection(content)}
${problemsSection(content)}
${stepsSection(content)}
${computedSection(content)}
</main>
</body>
</html>
`;
  return String(page);
}
