import type { AnswerCode } from '../../domain/answers/answer.ts';
import type { Problem } from '../../domain/answers/problems.ts';
import { isDefinition } from '../../domain/questionnaire/any-questionnaire.ts';
import type { AnyCatalogue } from '../../domain/questionnaire/catalogue.ts';
import type { Definition } from '../../domain/questionnaire/definition/definition.ts';
import { familyOf, type Questionnaire } from '../../domain/questionnaire/questionnaire.ts';
import type { Grid } from '../formats/grid.ts';
import { Unreadable } from '../formats/unreadable.ts';
import { findIdentity } from './find-identity.ts';
import { formOfQuestionnaire } from './form-of-questionnaire.ts';
import type { FilledForm } from './read-by-definition.ts';
import { type FilledQuestionnaire, filledQuestionnaire, readingOf } from './read-workbook.ts';
import { type Candidate, type Recognised, recogniseForm } from './recognise-form.ts';

/**
 * Reads a workbook as whichever questionnaire it is: the one that it names, or else the likeliest of all. A version that
 * nobody knows is read by those of its family that an office has published.
 */
export function readAnyWorkbook(
  file: Uint8Array,
  known: AnyCatalogue,
): Promise<FilledQuestionnaire | FilledForm | Problem> {
  return readingOf(file, (grid) => readFilled(grid, known));
}

async function readFilled(grid: Grid, known: AnyCatalogue): Promise<FilledQuestionnaire | FilledForm> {
  const identity = findIdentity(grid);
  const named = identity?.questionnaire ?? null;
  const version = named === null ? undefined : known.find(named);
  const meant = version === undefined ? familyNamed(named, known) : [version];
  const definitions = meant.filter(isDefinition);
  if (definitions.length === 0) {
    const forms = meant.filter(isOurs).map((of) => ({ of, form: formOfQuestionnaire(of) }));
    return filledQuestionnaire(grid, identity, recogniseForm(grid, identity, forms, version !== undefined));
  }
  // Needed where an office has published a questionnaire that this may be.
  const { filledForm, formOfDefinition, withTicksWritten } = await import('./read-by-definition.ts');
  const candidates = meant.map((of): Candidate<Of, string> => {
    return isDefinition(of) ? { of, form: formOfDefinition(of) } : { of, form: formOfQuestionnaire(of) };
  });
  const written = withTicksWritten(grid, definitions);
  const recognised = recogniseForm(written, identity, candidates, version !== undefined);
  // Each candidate has the form of its own kind, so what was read is of that kind.
  return isDefinition(recognised.of)
    ? filledForm(written, identity, recognised as Recognised<Definition, AnswerCode>)
    : filledQuestionnaire(grid, identity, recognised as Recognised<Questionnaire>);
}

const isOurs = (one: Of): one is Questionnaire => !isDefinition(one);

type Of = AnyCatalogue['all'][number];

function familyNamed(named: string | null, { all }: AnyCatalogue): readonly Of[] {
  if (named === null) return all;
  const family = all.filter((one) => isDefinition(one) && one.id === familyOf(named));
  if (family.length === 0) throw new Unreadable('questionnaire-unknown', { questionnaire: named });
  return family;
}
