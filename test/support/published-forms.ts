import type { Answer } from '../../shared/domain/answers/answer.ts';
import { encodeFormAnswers, encodeFormEvidence, type FormAnswer } from '../../shared/domain/answers/form-codes.ts';
import type { FormReport } from '../../shared/domain/insight/form-report.ts';
import { type Definition, definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import { choicesOf, isSelect, questionsOf } from '../../shared/domain/questionnaire/definition/definition-tree.ts';
import { scoreFormCodes } from '../../shared/domain/scoring/form-score.ts';
import type { Given } from '../../shared/domain/scoring/given.ts';
import { countFormAuthorities, type FormStandings } from '../../shared/domain/standings/form-standings.ts';
import type { Profile } from '../../shared/domain/standings/standings.ts';
import type { HistoryEntry } from '../../shared/domain/submissions/history.ts';
import { formAuthorityPage } from '../../shared/rendering/site/form/form-authority-page.ts';
import { formRanking } from '../../shared/rendering/site/form/form-ranking-rows.ts';
import { formSite } from '../../shared/rendering/site/form/form-site.ts';
import { formSiteFiles } from '../../shared/rendering/site/form/form-site-files.ts';
import type { OtherRound } from '../../shared/rendering/site/rounds-page.ts';
import { answersByAuthority, authored, rowsOfCsv } from './authored.ts';
import { readValueOf } from './form-codes.ts';
import { northwoodReport } from './form-reports.ts';

/** Answers as an authority gave them, and what is registered of it. */
export interface GivenForm extends Partial<Profile> {
  readonly name: string;
  readonly given: ReadonlyMap<string, Given>;
  readonly evidence?: Readonly<Record<string, string>>;
}

/** The answers of the example, by authority, and two authorities more, of which one has a long name. */
export async function exampleForms(): Promise<{ definition: Definition; forms: GivenForm[] }> {
  const definition = await authored('examples/public-libraries.authoring.xlsx');
  const rows = rowsOfCsv('examples/public-libraries.answers.csv');
  const kinds = new Map(rows.map(({ authority = '', kind = '' }) => [authority, kind]));
  const forms = [...answersByAuthority(definition, rows)].map(
    ([name, given], at): GivenForm => ({
      ...{
        name,
        given,
        kind: kinds.get(name) || null,
        country: at % 2 === 0 ? 'FI' : 'PT',
        population: 4_000 * 20 ** at,
      },
      evidence: {
        Q1a: `See https://${name.toLowerCase()}.example, or write to ask@${name.toLowerCase()}.example.`,
        Q2: '=1+1',
      },
    }),
  );
  return { definition, forms };
}

const idOf = (name: string): string => name.toLowerCase().replace(/\W+/g, '-');

/** Each as standings count it. */
export const profilesOf = (definition: Definition, forms: readonly GivenForm[]): Profile[] =>
  forms.map(({ given, evidence = {}, ...of }) => {
    const answers = new Map<string, FormAnswer>(
      [...given].map(([name, one]) => [name, { value: readValueOf(one), evidence: evidence[name] ?? '' }]),
    );
    const codes = {
      answerCode: encodeFormAnswers(definition, answers),
      evidenceCode: encodeFormEvidence(definition, answers),
      verifiedCode: '',
    };
    const about = { kind: null, country: null, population: null, ...of };
    return {
      ...{ authority: idOf(of.name), submission: `of-${of.name}` },
      ...codes,
      ...about,
      percent: scoreFormCodes(definition, { ...codes, ...of }, about).shown ?? 0,
    };
  });

export const formStandings = (
  definition: Definition,
  profiles: readonly Profile[],
  about: Partial<FormStandings> = {},
): FormStandings => ({
  ...{ round: '2026', run: '2026-06', cutOff: '2026-06-01T09:00:00.000Z', questionnaire: definitionKeyOf(definition) },
  ...countFormAuthorities(definition, profiles),
  ...about,
});

/** What each authority wrote, by the names of its questions. */
const writtenBy = (forms: readonly GivenForm[], authority: string): ReadonlyMap<string, Answer<string>> | null => {
  const form = forms.find(({ name, authority: id = idOf(name) }) => id === authority);
  if (form === undefined) return null;
  return new Map(
    [...form.given].map(([name, one]) => {
      const evidence = form.evidence?.[name] ?? '';
      return [name, { value: readValueOf(one), raw: '', evidence, cell: null }];
    }),
  );
};

/** Of the example that was scored by hand, beside twelve others and its file of the year before. */
export async function northwoodAmongOthers(more: Partial<FormReport> = {}): Promise<FormReport> {
  const { definition, forms } = await manyForms(12);
  const profiles = profilesOf(definition, forms);
  const published = { standings: formStandings(definition, profiles), profiles };
  const report = await northwoodReport({ ...{ country: 'FI', published }, ...more });
  const before: HistoryEntry = {
    ...{ round: '2025', authority: 'northwood', submission: 'before', order: '2025-05-20T08:00:00.000Z#1' },
    ...{ questionnaire: definitionKeyOf(definition), ...report.codes, method: 'definition', percent: 64.2 },
  };
  const now: HistoryEntry = {
    ...{ ...before, round: '2026', submission: 'now', order: `${report.receivedAt}#1`, percent: report.shown ?? 0 },
  };
  return { ...report, history: [before, now] };
}

/** Every file of the site of a round, by its path. */
export async function formFilesOf(
  definition: Definition,
  forms: readonly GivenForm[],
  {
    others = [],
    showsEvidence = true,
    ...about
  }: { others?: readonly OtherRound[] } & Partial<Parameters<typeof formSite>[0]> = {},
): Promise<Map<string, string | Uint8Array>> {
  const profiles = profilesOf(definition, forms);
  const standings = formStandings(definition, profiles);
  const site = formSite({
    ...{ standings, questionnaire: definition, language: 'en', showsEvidence, rounds: [standings.round] },
    ...about,
  });
  const { rows, answers, texts } = formRanking(profiles, site);
  const written = new Map(
    profiles.flatMap(({ authority }) => {
      const own = writtenBy(forms, authority);
      return own === null ? [] : [[authority, own] as const];
    }),
  );
  const files = new Map<string, string | Uint8Array>();
  for await (const { path, content } of formSiteFiles({ rows, answers, texts, written, others }, site))
    files.set(path, content);
  for (const profile of profiles) {
    const own = written.get(profile.authority);
    const page = formAuthorityPage({ profile, written: own === undefined ? null : { answers: own } }, site);
    files.set(page.path, page.content);
  }
  return files;
}

const names = ['Ålesund', 'Brač', 'Cork', 'Dénia', 'Évora', 'Fót', 'Győr', 'Hämeenlinna', 'Ilūkste', 'Jõgeva'];

/** So many authorities made from the example's, each with other answers; some have names as long as names are. */
export async function manyForms(count: number): Promise<{ definition: Definition; forms: GivenForm[] }> {
  const { definition, forms } = await exampleForms();
  const questions = questionsOf(definition);
  return {
    definition,
    forms: Array.from({ length: count }, (_, at): GivenForm => {
      const of = forms[at % 3] ?? { name: '', given: new Map() };
      const given = new Map(of.given);
      for (const [place, question] of questions.entries()) {
        const turn = (at * 7 + place * 3) % 11;
        if (!isSelect(question) || turn > 5) continue;
        const choices = choicesOf(definition, question);
        const chosen = choices[(at + place) % choices.length]?.name ?? '';
        given.set(question.name, { choices: [chosen] });
      }
      const long = at % 10 === 4 ? ' and the Municipalities of the Upper and the Lower Valley in Partnership' : '';
      const name = `${names[at % names.length]} ${at + 1}${long}`;
      const about = { kind: at % 4 === 0 ? 'county' : 'city', country: ['FI', 'PT', 'NL'][at % 3] ?? null };
      return { ...of, ...about, name, authority: `a-${at + 1}`, given, population: 3_000 * (1 + (at % 90)) };
    }),
  };
}
