import type { Answer } from '../../../domain/answers/answer.ts';
import { indexName, type Question } from '../../../domain/questionnaire/definition/definition.ts';
import {
  choiceLabel,
  isGroup,
  isSelect,
  nodesByName,
  questionsOf,
  textOf,
} from '../../../domain/questionnaire/definition/definition-tree.ts';
import { planOf } from '../../../domain/scoring/engine/plan.ts';
import { isMissing } from '../../../domain/scoring/engine/relevance.ts';
import { shownOf } from '../../../domain/scoring/engine/shown.ts';
import type { ScoredForm } from '../../../domain/scoring/form-score.ts';
import type { Given } from '../../../domain/scoring/given.ts';
import { toNumber } from '../../../domain/scoring/rational.ts';
import type { NodeScore } from '../../../domain/scoring/scored.ts';
import { formGroupsOf, rankAmongShown } from '../../../domain/standings/form-standings.ts';
import { fill } from '../../words/messages.ts';
import { isVerified } from '../badges.ts';
import { type DataColumn, type DataRow, type DataValue, integer, text } from '../data-table.ts';
import { publicText } from '../evidence.ts';
import { isOfNumbers, numberColumns, numberRow } from './form-coinr.ts';
import { type FormRow, type FormSite, type PublishedForm, scoredProfile, sectionsOf } from './form-site.ts';

/** One authority as it is exported. */
export interface ExportedForm {
  readonly row: FormRow;
  readonly written: PublishedForm['written'];
  readonly scored: ScoredForm;
}

export const exportedForm = (row: FormRow, written: PublishedForm['written'], { questionnaire }: FormSite) => ({
  ...{ row, written },
  scored: scoredProfile(row.profile, questionnaire),
});

/** A file of data that is written authority by authority. */
export interface FormTable {
  readonly columns: readonly DataColumn[];
  rows(of: ExportedForm): readonly DataRow[];
}

export const decimal = (name: string, meaning: string, unit = ''): DataColumn => ({
  ...{ name, unit, meaning },
  type: 'decimal',
});

/** The whole round as tidy tables, by file name: one row a fact, one type a column, the same names in all of them. */
export function formTables(site: FormSite): Readonly<Record<string, FormTable>> {
  return {
    'standings.csv': standingsTable(site),
    'answers.csv': answersTable(site),
    'scores.csv': scoresTable(site),
    'ranks.csv': ranksTable(site),
    ...(isOfNumbers(site.questionnaire)
      ? {
          'iData.csv': {
            columns: numberColumns(site),
            rows: ({ row, scored }: ExportedForm) => [numberRow(row, scored, site)],
          },
        }
      : {}),
  };
}

/** What is shown, as the number that it is. */
const shownColumn = (name: string, meaning: string, { questionnaire: { shown } }: FormSite): DataColumn => {
  const unit = shown.as === 'percent' ? '%' : '';
  return shown.decimals === 0 ? integer(name, meaning, unit) : decimal(name, meaning, unit);
};

/** One row an authority: its place, its score, its sections and its answers. */
export function standingsTable(site: FormSite): FormTable {
  const { messages, questionnaire: definition, language } = site;
  const words = messages.dashboard.columns;
  const own = messages.formSite.columns;
  const sections = sectionsOf(definition);
  const questions = questionsOf(definition);
  return {
    columns: [
      integer('rank', words.rank),
      text('authority', words.authority),
      text('name', words.name),
      text('country', words.country),
      text('kind', own.kind),
      integer('population', words.population),
      shownColumn('shown', own.shown, site),
      decimal('score', own.score, '0..1'),
      decimal('points', own.points),
      decimal('most', own.most),
      integer('verified', words.verifiedCount),
      ...sections.map(({ name, label }) =>
        decimal(`score_${name}`, fill(own.section, { title: textOf(label, language, definition) }), '0..1'),
      ),
      ...questions.map(({ name, label }) =>
        text(`answer_${name}`, fill(own.answer, { question: textOf(label, language, definition) })),
      ),
    ],
    rows({ row: { rank, profile }, scored: { scored, given } }) {
      const { authority, name, country, kind = null, population, percent } = profile;
      const index = scored.nodes.get(indexName) ?? null;
      return [
        [
          ...[rank, authority, name, country, kind, population, percent, shareOf(index), ...pointsOf(index)],
          questions.filter((_, at) => isVerified(profile, at)).length,
          ...sections.map((section) => shareOf(scored.nodes.get(section.name) ?? null)),
          ...questions.map((question) => nameOf(given.get(question.name))),
        ],
      ];
    },
  };
}

const shareOf = (node: NodeScore | null): number | null =>
  node === null || node.score === null ? null : toNumber(node.score);
const pointsOf = (node: NodeScore | null): [number | null, number | null] =>
  node === null ? [null, null] : [toNumber(node.points), toNumber(node.most)];

/** What was answered, as data name it; what does not count is told by `why_not`. */
function nameOf(given: Given | undefined): string | number | null {
  if (given === undefined || 'doesNotCount' in given) return null;
  if ('choices' in given) return given.choices.join(' ');
  if ('text' in given) return 'text';
  const number = Number(given.number);
  return String(number) === given.number ? number : given.number;
}

const whose = ({ messages: { dashboard } }: FormSite): DataColumn[] => [
  text('round', dashboard.columns.round),
  text('authority', dashboard.columns.authority),
];

/** One row an answer: what it is, what it scores and, where it does not count, why. */
function answersTable(site: FormSite): FormTable {
  const { questionnaire: definition, messages, standings, showsEvidence, language } = site;
  const words = messages.dashboard.columns;
  const own = messages.formSite.columns;
  const { questions } = planOf(definition);
  return {
    columns: [
      ...whose(site),
      text('question', own.question),
      text('number', own.number),
      text('group', own.group),
      text('answer', own.answerName),
      text('label', own.label),
      decimal('points', own.points),
      decimal('most', own.most),
      integer('counts', own.counts),
      text('why_not', own.whyNot),
      integer('has_evidence', words.hasEvidence),
      integer('verified', words.verified),
      ...(showsEvidence ? [text('evidence', words.evidence)] : []),
    ],
    rows({ row: { profile }, written, scored: { given, scored } }) {
      return questionsOf(definition).map((question, at): DataRow => {
        const { name, number = name, parent } = question;
        const one = given.get(name);
        const planned = questions.get(name);
        const why =
          scored.asked.get(name) === false
            ? 'not-asked'
            : one !== undefined && 'doesNotCount' in one
              ? one.doesNotCount
              : one === undefined
                ? 'blank'
                : planned !== undefined && isMissing(planned, one)
                  ? 'missing'
                  : null;
        const answer = written?.answers.get(name);
        return [
          ...[standings.round, profile.authority, name, number, parent],
          ...said(question, one, answer, site, language),
          ...pointsOf(scored.nodes.get(name) ?? null),
          ...[Number(why === null), why],
          Number(profile.evidenceCode.charAt(at) === '1'),
          Number(isVerified(profile, at)),
          ...(showsEvidence ? [publicText(answer?.evidence ?? '')] : []),
        ];
      });
    },
  };
}

/** The answer by its name and its label. A text is the authority's own, like evidence: told where that is. */
function said(
  question: Question,
  given: Given | undefined,
  answer: Answer<string> | undefined,
  { questionnaire: definition, showsEvidence }: FormSite,
  language: string,
): DataValue[] {
  if (given === undefined || 'doesNotCount' in given) return [null, null];
  const name = nameOf(given);
  if ('text' in given) {
    const own = showsEvidence && answer?.value.startsWith('=') ? publicText(answer.value.slice(1)) : null;
    return [name, own];
  }
  if (!('choices' in given) || !isSelect(question)) return [name, name];
  const labels = given.choices.map((choice) => choiceLabel(definition, question, choice, language) ?? choice);
  return [name, labels.join('; ')];
}

/** One row a part: the index, each group and each scored question. */
function scoresTable(site: FormSite): FormTable {
  const { questionnaire: definition, messages, standings } = site;
  const own = messages.formSite.columns;
  const nodes = nodesByName(definition);
  const levelOf = (name: string): string => {
    const node = nodes.get(name);
    return node === undefined ? 'index' : isGroup(node) ? 'group' : 'question';
  };
  return {
    columns: [
      ...whose(site),
      text('level', own.level),
      text('node', own.node),
      decimal('points', own.points),
      decimal('most', own.most),
      decimal('score', own.score, '0..1'),
      shownColumn('shown', own.nodeShown, site),
    ],
    rows: ({ row: { profile }, scored: { scored } }) =>
      planOf(definition).scored.map((name): DataRow => {
        const node = scored.nodes.get(name) ?? null;
        const shown = shownOf(definition, node);
        return [
          ...[standings.round, profile.authority, levelOf(name), name],
          ...[...pointsOf(node), shareOf(node), shown === null ? null : Number(shown)],
        ];
      }),
  };
}

/** One row a set of authorities to which it belongs. */
function ranksTable(site: FormSite): FormTable {
  const { standings, messages } = site;
  const own = messages.formSite.columns;
  return {
    columns: [
      ...whose(site),
      text('among', own.among),
      shownColumn('shown', own.shown, site),
      integer('rank', own.rankAmong),
      integer('of', own.of),
    ],
    rows({ row: { profile } }) {
      const groups = formGroupsOf(profile).flatMap((group) => {
        const tally = standings.groups[group];
        return tally === undefined ? [] : [[group, tally] as const];
      });
      return ([['all', standings.all], ...groups] as const).map(([group, tally]): DataRow => {
        const place = rankAmongShown(tally, profile.percent);
        return [standings.round, profile.authority, group, profile.percent, place?.rank ?? null, tally.authorities];
      });
    },
  };
}
