import { encodeFormAnswers, encodeFormEvidence, type FormAnswer } from '../../shared/domain/answers/form-codes.ts';
import { type Definition, definitionKeyOf } from '../../shared/domain/questionnaire/definition/definition.ts';
import { scoreFormCodes } from '../../shared/domain/scoring/form-score.ts';
import type { Given } from '../../shared/domain/scoring/given.ts';
import { countFormAuthorities, type FormStandings } from '../../shared/domain/standings/form-standings.ts';
import type { Profile } from '../../shared/domain/standings/standings.ts';
import { answersByAuthority, authored, rowsOfCsv } from './authored.ts';

/** Answers as an authority gave them, and what is registered of it. */
export interface GivenForm extends Partial<Profile> {
  readonly name: string;
  readonly given: ReadonlyMap<string, Given>;
  readonly evidence?: Readonly<Record<string, string>>;
}

const codeOf = (given: Given): string => {
  if ('doesNotCount' in given) return 'unclear';
  if ('choices' in given) return `=${given.choices.join(' ')}`;
  return 'number' in given ? `=${given.number}` : `=${given.text}`;
};

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

/** Each as standings count it. */
export const profilesOf = (definition: Definition, forms: readonly GivenForm[]): Profile[] =>
  forms.map(({ given, evidence = {}, ...of }) => {
    const answers = new Map<string, FormAnswer>(
      [...given].map(([name, one]) => [name, { value: codeOf(one), evidence: evidence[name] ?? '' }]),
    );
    const codes = {
      answerCode: encodeFormAnswers(definition, answers),
      evidenceCode: encodeFormEvidence(definition, answers),
      verifiedCode: '',
    };
    const about = { kind: null, country: null, population: null, ...of };
    return {
      ...{ authority: of.name.toLowerCase().replace(/\W+/g, '-'), submission: `of-${of.name}` },
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
