import { type MailText, placeholdersOf, textOf, unknownPlaceholders } from '../mail/mail-texts.ts';
import type { TextRow } from './parse-registry.ts';
import type { Round } from './registry.ts';
import { fieldChanges, textFields } from './registry-fields.ts';
import type { RegistryChange } from './registry-plan.ts';

export interface TextsPlan {
  /** Rounds of which a mail has other words from now on. */
  readonly rounds: readonly Round[];
  readonly changes: readonly RegistryChange[];
}

/**
 * The office's words for mails of its rounds. `rounds`: as they are once their own rows are applied. A placeholder that
 * nothing can fill would stand in every mail as it is written, so it is refused here.
 */
export function planTexts(rows: readonly TextRow[], rounds: readonly Round[]): TextsPlan {
  const after = new Map(rounds.map((round) => [round.id, round]));
  const changed = new Set<string>();
  const changes: RegistryChange[] = [];
  const seen = new Set<string>();
  for (const { round: id, mail, language, given, reader } of rows) {
    const name = `${id} ${mail} ${language}`;
    if (seen.has(name)) reader.report('registry-text-twice', 'language', { round: id, mail, language });
    seen.add(name);
    const round = after.get(id);
    if (round === undefined) reader.report('registry-round-not-registered', 'round');
    const known = placeholdersOf(round ?? { closesAt: null });
    for (const column of ['subject', 'text'] as const) {
      const [unknown] = round === undefined ? [] : unknownPlaceholders(given[column] ?? '', known);
      if (unknown === undefined) continue;
      reader.report('registry-placeholder-unknown', column, { placeholder: unknown, known: known.join(' ') });
    }
    if (round === undefined || reader.hasErrors()) continue;
    const was = textOf(round, mail, language);
    const is = written({ mail, language, ...was }, given);
    const fields = fieldChanges(textFields, was, is);
    if (fields.length === 0) continue;
    const others = (round.texts ?? []).filter((one) => one !== was);
    const texts = isBlank(is) ? others : [...others, is];
    const { texts: _, ...rest } = round;
    after.set(id, texts.length === 0 ? rest : { ...rest, texts });
    changed.add(id);
    const what = was === null ? 'added' : isBlank(is) ? 'removed' : 'changed';
    changes.push({ kind: 'text', what, id: name, address: null, fields });
  }
  return { rounds: [...changed].flatMap((id) => after.get(id) ?? []), changes };
}

const isBlank = ({ subject, text }: MailText): boolean => subject === undefined && text === undefined;

function written({ subject, text, ...of }: MailText, given: TextRow['given']): MailText {
  const next = { subject: after(subject, given.subject), text: after(text, given.text) };
  return {
    ...of,
    ...(next.subject === undefined ? {} : { subject: next.subject }),
    ...(next.text === undefined ? {} : { text: next.text }),
  };
}

const after = (before: string | undefined, given: string | null | undefined): string | undefined =>
  given === undefined ? before : (given ?? undefined);
