import { html } from 'hono/html';
import type { Insight } from '../../domain/insight/insight.ts';
import type { ResultsReport } from '../../domain/insight/results-report.ts';
import type { Html } from '../html/html.ts';
import { fromStranger } from '../letters/from-stranger.ts';
import { problemLines } from '../letters/problem-lines.ts';
import { inZone, messagesIn } from '../words/messages.ts';
import { sequelLines, sequelRows } from '../words/sequel-lines.ts';
import { comparedSection } from './compared-section.ts';
import { computedSection } from './computed-section.ts';
import { outcomeHeader } from './outcome-header.ts';
import { headlineOf, type PageContent, questionText } from './page-content.ts';
import { pageOf } from './page-frame.ts';
import { problemsSection } from './problems-section.ts';
import { sequelSection } from './sequel-section.ts';
import { stepsSection } from './steps-section.ts';

/**
 * A submission's results as one HTML file that needs nothing else, in the order in which they are asked for: how
 * did we do, compared with whom, what was not understood, what to do next, how was it computed. Every text that
 * came from people is escaped by the templates; the same report gives the same bytes.
 */
export function resultsPage(report: ResultsReport, insight: Insight): string {
  const messages = inZone(messagesIn(report.language), report.timeZone);
  const content: PageContent = { report, insight, messages };
  return pageOf(
    { language: messages.language, title: headlineOf(content) },
    html`${outcomeHeader(content)}
${toldSequel(content)}
${comparedSection(content)}
${problemsOf(content)}
${stepsSection(content)}
${computedSection(content)}`,
  );
}

function toldSequel({ report, messages }: PageContent): Html | '' {
  const { sequel } = report;
  if (sequel === null) return '';
  const { heading, headingAct } = messages.mail.sequel;
  const told = {
    heading: sequel.kind === 'file' ? heading : headingAct,
    lines: sequelLines(sequel, messages, (fileName) => fromStranger(fileName, messages)),
    rows: sequelRows(sequel, messages),
  };
  return sequelSection(told, (id) => questionText(id, report), messages);
}

function problemsOf({ report, messages }: PageContent): Html {
  const { problems, questionnaire, language } = report;
  const { shown } = problemLines(problems, questionnaire, language, messages, problems.length);
  return problemsSection(shown, messages);
}
