import { type Answer, isDash, type KeptValue, type LeftPart } from '../../shared/domain/answers/answer.ts';
import type { BackgroundValue } from '../../shared/domain/answers/background.ts';
import { byGravity, type Problem, problem } from '../../shared/domain/answers/problems.ts';
import { type AnyQuestionnaire, keyOfAny } from '../../shared/domain/questionnaire/any-questionnaire.ts';
import { type SentMarks, sentMarks } from '../../shared/domain/submissions/sent-workbook.ts';
import type { SentWorkbooks } from '../../shared/ports/sent-workbooks.ts';
import type { Confirmation, SentInFile } from '../../shared/spreadsheet/reading/read-sent.ts';
import type { Admission } from './admit.ts';
import type { AnyAssessment } from './assess-any.ts';

/**
 * A file beside what its workbook was sent out with. What is the same is left standing: it counts where nothing else does,
 * and only once the file changes anything or says that all of it is still right.
 */
export async function besideWhatWasSent<Read extends Compare>(
  read: Read,
  admission: Pick<Admission, 'authority' | 'round'>,
  sentWorkbooks: Pick<SentWorkbooks, 'of'>,
): Promise<Read> {
  if (read.questionnaire === null || read.sent === null) return read;
  const found = await marksOf(read.questionnaire, read.sent, admission, sentWorkbooks);
  if (found === 'none') return read;
  if (found === 'several') return withProblems(read, [problem('sent-unknown')]);
  const compared = compare(read, found);
  if (!compared.isChanged && read.sent.confirmation.said !== 'yes') {
    // Why it does not count is all that its sender needs to know.
    const problems = read.problems.filter(({ severity }) => severity === 'reject');
    return withProblems({ ...read, problems }, [unconfirmed(read.sent.confirmation)]);
  }
  const { answers, background, left } = compared;
  const told = left.size === 0 ? [] : [problem('left-standing', { facts: { count: String(left.size) } })];
  return withProblems({ ...read, answers, background, leftStanding: [...left] }, told);
}

/** The same where nothing is known but the file: only the workbook itself says what it was sent out with. */
export const besideItself = <Read extends Compare>(read: Read): Promise<Read> =>
  besideWhatWasSent(read, { authority: null, round: null }, { of: async () => [] });

const withProblems = <Read extends Pick<Compare, 'problems'>>(read: Read, more: readonly Problem[]): Read => ({
  ...read,
  problems: byGravity([...read.problems, ...more]),
});

/** What of a file is compared. */
type Compare = Pick<
  AnyAssessment,
  'questionnaire' | 'sent' | 'answers' | 'background' | 'evidenceCells' | 'problems' | 'leftStanding'
>;

/** By the workbook itself; where it has lost it, by our record, if there is but one that it can be. */
async function marksOf(
  questionnaire: AnyQuestionnaire,
  { isMarked, id, code }: SentInFile,
  { authority, round }: Pick<Admission, 'authority' | 'round'>,
  sentWorkbooks: Pick<SentWorkbooks, 'of'>,
): Promise<SentMarks | 'none' | 'several'> {
  const key = keyOfAny(questionnaire);
  const own = code === null ? null : sentMarks(questionnaire, { questionnaire: key, code });
  if (own !== null) return own;
  // Sent out blank, or not by us.
  if ((isMarked && id === null) || authority === null || round === null) return 'none';
  const noted = await sentWorkbooks.of(round.id, authority.id);
  const known = noted.filter((one) => one.questionnaire === key && (id === null || one.id === id));
  if (known.length > 1) return 'several';
  const [only] = known;
  return (only === undefined ? null : sentMarks(questionnaire, only)) ?? 'none';
}

function unconfirmed({ said, sheet, cell, read }: Confirmation): Problem {
  const code = said === 'unclear' ? 'confirmation-unclear' : 'nothing-confirmed';
  return problem(code, { sheet, cell, read: said === 'nothing' ? null : read });
}

interface Compared {
  readonly answers: ReadonlyMap<string, never>;
  readonly background: ReadonlyMap<string, never>;
  /** Of what nothing is new. */
  readonly left: ReadonlySet<string>;
  readonly isChanged: boolean;
}

function compare({ answers, background, evidenceCells }: Compare, marks: SentMarks): Compared {
  const left = new Set<string>();
  let isChanged = false;
  const compared = [...answers].map(([id, answer]: [string, Answer<KeptValue>]) => {
    const part = {
      answer: partOf(marks.isAnswer(id, answer.value), saysAnswer(answer), answer.cell !== null),
      evidence: partOf(marks.isEvidence(id, answer.evidence), answer.evidence.trim() !== '', evidenceCells.has(id)),
    };
    isChanged ||= part.answer === 'new' || part.evidence === 'new';
    const of = leftOf(part);
    if (of !== undefined && part.answer !== 'new' && part.evidence !== 'new') left.add(id);
    return [id, of === undefined ? answer : { ...answer, left: of }];
  });
  const figures = [...background].map(([id, figure]: [string, BackgroundValue]) => {
    const part = partOf(marks.isFigure(id, figure), figure.raw.trim() !== '', figure.cell !== null);
    isChanged ||= part === 'new';
    if (part === 'left') left.add(id);
    return [id, part === 'left' ? { ...figure, left: true } : figure];
  });
  return {
    answers: new Map(compared as [string, never][]),
    background: new Map(figures as [string, never][]),
    left,
    isChanged,
  };
}

type Part = 'left' | 'new' | 'none';

/** `isSame`: null where nothing was sent. A cell that is blank by now is changed; one that the file does not have is not. */
function partOf(isSame: boolean | null, says: boolean, isThere: boolean): Part {
  if (isSame === true) return 'left';
  return says || (isSame === false && isThere) ? 'new' : 'none';
}

const saysAnswer = ({ value, raw }: Answer<KeptValue>): boolean => value !== 'unanswered' || isDash(raw);

/** Evidence that was blank and still is has been left, too: another answer beside it says nothing against what others write. */
function leftOf({ answer, evidence }: { readonly answer: Part; readonly evidence: Part }): LeftPart | undefined {
  if (answer === 'left') return evidence === 'left' ? 'both' : 'answer';
  return evidence === 'left' || (answer === 'new' && evidence === 'none') ? 'evidence' : undefined;
}
