import type { RoundId } from '../../ids.ts';
import { mustAt } from '../../must.ts';
import type { Definition, Question } from '../../questionnaire/definition/definition.ts';
import {
  choicesOf,
  isQuestion,
  isScored,
  isSelect,
  nodesByName,
  questionsOf,
  textOf,
} from '../../questionnaire/definition/definition-tree.ts';
import { operandsIn } from '../../questionnaire/definition/expression.ts';
import { conditionsOf } from '../../scoring/engine/plan.ts';
import type { AnswerRemark } from '../../scoring/engine/what-counts.ts';
import type { Scored } from '../../scoring/scored.ts';
import type { Answers } from '../answer.ts';
import { namesOfCode } from '../choice-codes.ts';
import { foldedText, plainText } from '../normalise/plain-text.ts';
import { listed, type Problem, type ProblemCode, problem } from '../problems.ts';
import type { Asked } from './asked.ts';
import { againstYes } from './check-claims.ts';
import { splitAddress } from './check-input.ts';
import { isWeak } from './evidence-words.ts';

/** Answers of any questionnaire as they were read. */
export interface AnsweredForm {
  readonly definition: Definition;
  readonly answers: Answers<string>;
  /** Where each question's evidence belongs, without the sheet. */
  readonly evidenceCells: ReadonlyMap<string, string>;
}

const codes: Readonly<Record<AnswerRemark['reason'], ProblemCode | null>> = {
  // It was asked about where it was read.
  'not-understood': null,
  'not-exclusive': 'answer-exclusive',
  'constraint-broken': 'answer-out-of-bounds',
  'evidence-missing': 'evidence-required',
  'evidence-asked': 'evidence-missing',
  'not-relevant': 'answer-not-asked',
};

/** Why answers do not count, or what is missing beside them, by cell. */
export function countingProblems(form: AnsweredForm, remarks: readonly AnswerRemark[]): Problem[] {
  const nodes = nodesByName(form.definition);
  const language = languageOnce(form);
  return remarks.flatMap(({ question: name, reason }): Problem[] => {
    const [question, answer] = [nodes.get(name), form.answers.get(name)];
    const code = codes[reason];
    if (code === null || question === undefined || !isQuestion(question) || answer === undefined) return [];
    if (answer.cell === null) return [];
    const [sheet, answerCell] = splitAddress(answer.cell);
    const isAboutEvidence = code === 'evidence-required' || code === 'evidence-missing';
    const cell = isAboutEvidence ? (form.evidenceCells.get(name) ?? answerCell) : answerCell;
    const read = isAboutEvidence ? saidOf(form, question, language) : plainText(answer.raw);
    const facts: Record<string, string> = { offered: '', value: read };
    if (code === 'answer-not-asked') facts['others'] = basisOf(form.definition, name);
    if (code === 'answer-out-of-bounds') facts['rule'] = ruleOf(question);
    return [problem(code, { sheet, cell, indicator: name, read, facts })];
  });
}

/** {@link languageWritten}, looked for when it is first asked for: few files need it. */
function languageOnce(form: AnsweredForm): () => string {
  let written: string | undefined;
  return () => {
    written ??= languageWritten(form);
    return written;
  };
}

/** The language whose labels most of the answers are written in; the questionnaire's own where none is told by them. */
function languageWritten({ definition, answers }: AnsweredForm): string {
  const counts = new Map([[definition.defaultLanguage, 0]]);
  for (const question of questionsOf(definition).filter(isSelect)) {
    const raw = foldedText(answers.get(question.name)?.raw ?? '');
    if (raw === '') continue;
    const labels = choicesOf(definition, question).map(({ label }) => label);
    for (const tag of definition.languages) {
      if (labels.some((label) => foldedText(label[tag] ?? '') === raw)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
  }
  const [[most = definition.defaultLanguage] = []] = [...counts].sort(([, a], [, b]) => b - a);
  return most;
}

/** The answer as the form has it: the labels of its choices; else as it was written. */
function saidOf({ definition, answers }: AnsweredForm, question: Question, language: () => string): string {
  const { value = '', raw = '' } = answers.get(question.name) ?? {};
  const names = isSelect(question) ? namesOfCode(value) : [];
  if (!isSelect(question) || names.length === 0) return plainText(raw);
  const chosen = choicesOf(definition, question).filter(({ name }) => names.includes(name));
  return chosen.map(({ label }) => textOf(label, language(), definition)).join(' · ');
}

/** The questions and facts on which it rests whether a question is asked, as the office prints them: `2a, authority.kind`. */
function basisOf(definition: Definition, name: string): string {
  const nodes = nodesByName(definition);
  const named = conditionsOf(definition, name)
    .flatMap(operandsIn)
    .flatMap((operand) => {
      if (operand.kind === 'question') return [nodes.get(operand.name)?.number ?? operand.name];
      return operand.kind === 'authority' ? [`authority.${operand.fact}`] : [];
    });
  return [...new Set(named)].join(', ');
}

const signs: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤', '!=': '≠' };

/** `≥ 0 and ≤ 100` of `. >= 0 and . <= 100`. */
const ruleOf = ({ constraint = '' }: Question): string =>
  constraint.replace(/\.\s*(>=|<=|!=|=|>|<)/g, (_, sign: string) => signs[sign] ?? sign).trim();

/** Evidence that says nothing beside an answer for which the office wants some. It counts, and is asked about. */
export function weakEvidenceProblems(form: AnsweredForm, { asked }: Scored): Problem[] {
  const { definition, answers, evidenceCells } = form;
  return questionsOf(definition).flatMap((question): Problem[] => {
    const { name, evidence } = question;
    const answer = answers.get(name);
    if (evidence.rule === 'none' || asked.get(name) === false || answer === undefined || answer.cell === null)
      return [];
    const isAbout = wantsEvidence(definition, question, answer.value);
    if (!isAbout || answer.evidence.trim() === '' || !isWeak(answer.evidence)) return [];
    const [sheet, answerCell] = splitAddress(answer.cell);
    const cell = evidenceCells.get(name) ?? answerCell;
    const facts = { offered: '', evidenceCell: cell };
    return [problem('evidence-weak', { sheet, cell, indicator: name, read: plainText(answer.evidence), facts })];
  });
}

/** Whether there is something to show: a No shows nothing, unless the office names it. */
function wantsEvidence(definition: Definition, question: Question, value: string): boolean {
  if (!value.startsWith('=')) return false;
  if (!isSelect(question)) return true;
  const names = namesOfCode(value);
  const { choices: named } = question.evidence;
  if (named.length > 0) return names.some((name) => named.includes(name));
  return choicesOf(definition, question).some(({ name, means }) => names.includes(name) && means !== 'no');
}

/** Evidence that says otherwise than a Yes beside which the office wants some. The Yes counts, and is asked about. */
export function claimProblems(form: AnsweredForm & { readonly round: RoundId | null }, { asked }: Scored): Problem[] {
  const { definition, answers, evidenceCells, round } = form;
  const all = inWords(definition);
  const language = languageOnce(form);
  return questionsOf(definition).flatMap((question, at): Problem[] => {
    const { name, evidence } = question;
    const answer = answers.get(name);
    if (evidence.rule === 'none' || asked.get(name) === false) return [];
    if (answer === undefined || answer.cell === null || answer.evidence.trim() === '') return [];
    if (!isYes(definition, question, answer.value)) return [];
    const found = againstYes(answer.evidence, mustAt(all, at), all, round);
    if (found === null) return [];
    const [sheet, answerCell] = splitAddress(answer.cell);
    const evidenceCell = evidenceCells.get(name) ?? answerCell;
    const value = saidOf(form, question, language);
    const facts = { ...found.facts, offered: '', value, answerCell, evidenceCell };
    return [problem(found.code, { sheet, cell: evidenceCell, indicator: name, read: found.read, facts })];
  });
}

/** A choice that the office says is a Yes, and no other beside it. */
function isYes(definition: Definition, question: Question, value: string): boolean {
  if (!isSelect(question)) return false;
  const [name, ...others] = namesOfCode(value);
  return others.length === 0 && choicesOf(definition, question).some((one) => one.name === name && one.means === 'yes');
}

const worded = new WeakMap<Definition, readonly Asked[]>();

/** The questions as the checks of evidence see them, in their order, made once for a questionnaire. */
function inWords(definition: Definition): readonly Asked[] {
  const known =
    worded.get(definition) ??
    questionsOf(definition).map(({ name, label, withinYears }) => ({ id: name, text: label, withinYears }));
  worded.set(definition, known);
  return known;
}

/** Questions that a message lists. */
const maxListed = 40;

/** One query for all questions that count, are asked and were left blank. */
export function unansweredProblems({ definition, answers }: AnsweredForm, { asked }: Scored): Problem[] {
  const blank = questionsOf(definition).filter((question) => {
    const answer = answers.get(question.name);
    const counts = question.required || isScored(definition, question);
    return counts && asked.get(question.name) !== false && answer?.value === 'unanswered' && answer.cell !== null;
  });
  if (blank.length === 0) return [];
  const list = listed(
    blank.map(({ name }) => name),
    maxListed,
  );
  const facts = { offered: '', count: String(blank.length), list };
  return [problem('questions-unanswered', { facts })];
}
