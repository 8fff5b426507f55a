import type { AuthoringFault } from '../../spreadsheet/authoring/authoring-fault.ts';
import { fill } from './fill.ts';

interface FaultWords {
  /** What is wrong; `{fact}` stands for a fact of it. */
  readonly message: string;
  /** What to do about it, in the workbook. */
  readonly remedy: string;
}

const asText = 'Format the cell as Text (Home > Number format > Text) and type it again.';
const asXlsform = 'Delete it, or put # before the heading to keep the column as your own notes.';

/** What people read of the faults of an authoring workbook. A code that has no words does not compile. */
const definitionFaultWords: Readonly<Record<AuthoringFault['code'], FaultWords>> = {
  'sheet-missing': {
    message: 'There is no sheet “{sheet}”.',
    remedy: 'Add it. docs/questionnaires.md shows the sheets and their columns.',
  },
  'sheet-empty': { message: 'The sheet “{sheet}” has headings but nothing below them.', remedy: 'Fill it in.' },
  'sheet-twice': { message: 'There are two sheets “{sheet}”.', remedy: 'Delete one, or put # before its name.' },
  'sheet-unknown': {
    message: 'The sheet “{sheet}” is not one of settings, survey, choices, scoring, mapping and decisions.',
    remedy: 'Rename it, delete it, or put # before its name to keep it as your own notes.',
  },
  'sheet-of-xlsform': {
    message: 'The sheet “{sheet}” of XLSForm cannot be used here.',
    remedy: 'Delete it. Write all choices in the sheet choices.',
  },
  'column-missing': { message: 'There is no column “{column}”.', remedy: 'Add it to the first row.' },
  'column-twice': {
    message: 'The heading “{heading}” is also in {other}.',
    remedy: 'Keep one of the two columns; put # before the other heading to keep it as your own notes.',
  },
  'column-unknown': {
    message: 'The heading “{heading}” is not known.',
    remedy: 'Correct it, or put # before it to keep the column as your own notes.',
  },
  'column-of-xlsform': {
    message: 'The column “{heading}” of XLSForm cannot be used here.',
    remedy: `{instead}${asXlsform}`,
  },
  'column-language': {
    message: 'The heading “{heading}” does not name a language that can be recognised.',
    remedy: 'Write the language as a tag, for example {column}::fi or {column}::Finnish (fi).',
  },
  'column-untitled': {
    message: 'There is “{text}” in a column without a heading.',
    remedy: 'Write a heading; begin it with # if the column is for your own notes.',
  },
  hidden: {
    message: 'This {what} is hidden. It is used all the same.',
    remedy: 'Show it, or delete it if it is not to be used.',
  },
  'number-in-text': {
    message:
      'This cell contains the number {text}, not a text. Excel may have changed what was typed (1.10 becomes 1.1).',
    remedy: asText,
  },
  'date-in-text': {
    message: 'This cell contains the date {text}. Excel makes dates of texts such as 1-4.',
    remedy: asText,
  },
  'boolean-in-text': { message: 'This cell contains {text} as a truth value, not as a text.', remedy: asText },
  'date-in-number': {
    message: 'This cell contains the date {text}. Excel makes dates of fractions such as 1/2.',
    remedy: asText,
  },
  'cell-error': {
    message: 'The formula in this cell gives the error {text}.',
    remedy: 'Correct the formula, or type the value.',
  },
  'cell-uncalculated': {
    message: 'The formula in this cell has no value.',
    remedy: 'Open the workbook in Excel or LibreOffice and save it, or type the value.',
  },
  'text-too-long': { message: 'This text has {length} characters.', remedy: 'Use {most} at most.' },
  'text-references': {
    message: '“{text}” refers to another answer. Texts are shown as they are written.',
    remedy: 'Write the text without ${ }.',
  },
  'value-missing': { message: 'This cell is blank; “{column}” is needed.', remedy: 'Fill it in.' },
  'value-unknown': { message: '“{value}” cannot be used in the column “{column}”.', remedy: 'Write one of: {words}.' },
  'number-unknown': {
    message: '“{value}” is not a number.',
    remedy: 'Write it as 4, 4.1 or 1/3, with a point before decimals.',
  },
  'whole-number': { message: '{value} is not a whole number.', remedy: 'Use a whole number from {least} to {most}.' },
  'number-range': {
    message: '{value} is outside what can be used.',
    remedy: 'Use a whole number from {least} to {most}.',
  },
  'points-unknown': {
    message: '“{value}” cannot be read as points.',
    remedy: 'Write points as 10 or 1.5, or a share of the most points as 2/3 or 75%.',
  },
  'name-unfit': {
    message: '“{name}” cannot be a name.',
    remedy: 'Use letters, digits and _ - . without blanks, {most} characters at most. Titles belong under label.',
  },
  'name-digits': {
    message:
      '{count} names begin with a digit, for example {name}. That works here; programs for XLSForm do not accept it.',
    remedy: 'You do not need to do anything, unless you use the workbook with such a program too.',
  },
  'name-twice': {
    message: 'The name {name} is also in {other}. Each name can be used once in the whole questionnaire.',
    remedy: 'Rename one of them. What is printed before the question belongs under number.',
  },
  'name-reserved': { message: 'The name {name} has a meaning of its own.', remedy: 'Use another name.' },
  'choice-twice': {
    message: 'The list {list} already has a choice {choice} in {other}.',
    remedy: 'Rename or delete one of them.',
  },
  'id-unfit': {
    message: '“{id}” cannot be an id.',
    remedy: 'Use small letters, digits and hyphens, for example {example}. The title belongs under form_title.',
  },
  'version-unfit': {
    message: '“{version}” cannot be a version.',
    remedy: 'Use letters, digits, points and hyphens, for example 2026.',
  },
  'language-tag': {
    message: '“{value}” does not name a language that can be recognised.',
    remedy: 'Write it as a tag, for example fi, pt-BR or Finnish (fi).',
  },
  'settings-rows': {
    message: 'The settings have a second row.',
    remedy: 'Write all settings in one row below the headings.',
  },
  'type-unknown': { message: 'The type “{type}” is not known.', remedy: 'Use one of: {words}.' },
  'type-of-xlsform': {
    message: 'The type “{type}” of XLSForm cannot be used here.',
    remedy: '{instead} The types are: {words}.',
  },
  'type-without-list': {
    message: '“{type}” does not say of which list.',
    remedy: 'Write the name of the list after it, for example {type} yes_no.',
  },
  'type-or-other': {
    message: '“or_other” cannot be used here.',
    remedy: 'Add a choice “Other” to the list, and a text question after this one.',
  },
  'group-not-begun': {
    message: 'A group ends here, but none has begun.',
    remedy: 'Delete the row, or add begin_group.',
  },
  'group-not-ended': {
    message: 'The group {name} does not end.',
    remedy: 'Add a row end_group after its last question.',
  },
  'group-end-other': {
    message: '{name} ends here, but the group that is open is {begun} (row {row}).',
    remedy: 'Move or rename the row: groups end in the opposite order in which they begin.',
  },
  'group-empty': { message: 'There is nothing in the group {name}.', remedy: 'Add questions to it, or delete it.' },
  'too-deep': { message: 'The group {name} is in too many groups.', remedy: 'Use {most} levels of groups at most.' },
  'not-for-this-type': { message: '“{column}” is only for {type}.', remedy: 'Leave the cell blank.' },
  'too-many-rows': { message: 'The survey is too long.', remedy: 'Use {most} groups and questions at most.' },
  'too-many-languages': { message: 'There are {count} languages.', remedy: 'Use {most} at most.' },
  'too-many-choices': { message: 'There are too many choices.', remedy: 'Use {most} at most.' },
  'list-unknown': { message: 'There is no list {list} in the sheet choices.', remedy: 'Add it, or correct its name.' },
  'list-unused': { message: 'No question uses the list {list}.', remedy: 'Delete it if it is not needed.' },
  'choice-label-twice': {
    message: '“{text}” is also the label or an alias of the choice {other} of the same list.',
    remedy: 'Use different words: answers could not be told apart.',
  },
  'choice-means-twice': {
    message: 'The choice {other} of the same list means {means} too.',
    remedy: 'Only one choice of a list can mean {means}; leave the other cell blank.',
  },
  'points-mixed': {
    message: 'The list of {name} has points and shares of points ({share}).',
    remedy: 'Write here how many points the shares are of.',
  },
  'points-above-most': {
    message: 'This choice has {points} points, more than {name} can have. It scores the most points.',
    remedy: 'Use fewer points, or write more under most_points.',
  },
  'fractions-too-fine': {
    message: '{value} and the other points and weights have no simple common denominator.',
    remedy: 'Use decimals or simple fractions, such as 0.35 or 1/3.',
  },
  'most-negative': {
    message: 'The most points are {most}.',
    remedy: 'Use 0 or more. Points of a choice may be negative.',
  },
  'most-without-points': {
    message: '{name} has most points, but nothing in it scores.',
    remedy: 'Give its choices points, or a number low and high in the sheet scoring; or leave this cell blank.',
  },
  'most-zero': {
    message: '{name} can only take points away, so it has no score of which {group} could take the mean.',
    remedy: 'Put it into a group that sums, or give one of its choices points above 0.',
  },
  'goalposts-equal': {
    message: 'Low and high are both {low}.',
    remedy: 'Use two different numbers: the score is 0 at one end and 100 % at the other.',
  },
  'goalposts-reversed': {
    message: 'Low ({low}) is greater than high ({high}).',
    remedy: 'Swap them. If less is better, write less under direction.',
  },
  'goalpost-missing': { message: 'There is {other}, but no {column}.', remedy: 'Fill in both, or neither.' },
  'goalpost-unused': { message: 'There is a direction, but no low and high.', remedy: 'Fill in all three, or none.' },
  'weight-not-positive': {
    message: 'The weight is {weight}.',
    remedy: 'Use a weight above 0. What is not to count gets none under counts_into.',
  },
  'least-share': { message: 'The least share is {share}.', remedy: 'Use a number from 0 to 1, for example 0.5.' },
  'counts-into-unknown': {
    message: 'There is no group {into}.',
    remedy: 'Write the name of a group, index, or none.',
  },
  'counts-into-question': {
    message: '{into} is not a group.',
    remedy: 'Write the name of a group, index, or none.',
  },
  'counts-into-circle': {
    message: '{name} counts into a group that counts, in the end, into {name}.',
    remedy: 'Change counts_into of one of them.',
  },
  'geomean-rounding': {
    message: 'The geometric mean of {name} has no rounding.',
    remedy: 'Write to how many decimals it is rounded, for example 4.',
  },
  'geomean-weights': {
    message: 'As whole numbers, the weights in {name} add up to {count}. Roots of that kind take too long.',
    remedy: 'Use simpler weights, which add up to {most} at most.',
  },
  'geomean-negative': {
    message: '{name} can have a score below 0, and {group} takes a geometric mean of it.',
    remedy: 'Use mean or sum, or no points below 0.',
  },
  'nothing-scored': {
    message: 'Nothing counts into the index.',
    remedy: 'Give choices points, or numbers low and high, and check counts_into.',
  },
  'too-many-steps': {
    message: 'Scores could show {steps} different values.',
    remedy: 'Use fewer decimals or points: {most} values at most.',
  },
  'expression-word': {
    message: '“{at}” cannot be used here.',
    remedy: 'Use ${name}, texts in quotes, numbers, = != < <= > >=, selected(), not(), and, or.',
  },
  'expression-sign': {
    message: 'The expression cannot be read from “{at}” on.',
    remedy: 'Use ${name}, texts in quotes, numbers, = != < <= > >=, selected(), not(), and, or.',
  },
  'expression-end': { message: 'The expression ends too early.', remedy: 'Complete it, for example ${Q1} = ‘yes’.' },
  'expression-rest': {
    message: 'The expression cannot be read from “{at}” on.',
    remedy: 'Write and or or, in small letters, between two conditions.',
  },
  'expression-depth': { message: 'There are too many brackets within each other.', remedy: 'Write it more simply.' },
  'condition-unknown': { message: 'There is no question {name}.', remedy: 'Correct the name in ${ }.' },
  'condition-no-question': { message: '{name} is not a question.', remedy: 'Write the name of a question in ${ }.' },
  'condition-circle': {
    message: 'Whether {name} is asked depends, in the end, on {name} itself.',
    remedy: 'Change one of the conditions.',
  },
  'condition-later': {
    message: 'The condition depends on {name}, which is asked later.',
    remedy: 'It works. People answer in order, so move {name} up if you can.',
  },
  'condition-fact': {
    message: '“{fact}” of the authority is not registered.',
    remedy: 'Use one of: {facts}.',
  },
  'condition-answer': {
    message: '“.” is the answer itself, which a condition cannot depend on.',
    remedy: 'Write the name of another question in ${ }.',
  },
  'condition-choice': { message: '{name} has no choice “{choice}”.', remedy: 'It has: {choices}.' },
  'condition-multiple': {
    message: 'Several choices of {name} can be chosen, so it cannot be compared.',
    remedy: 'Use selected(${{name}}, ‘…’).',
  },
  'condition-text': {
    message: '{name} is a text, so a condition can only ask whether it is blank.',
    remedy: 'Write ${{name}} = ‘’ or ${{name}} != ‘’, or ask a question with choices.',
  },
  'condition-not-select': { message: '{name} has no choices.', remedy: 'Compare it instead, for example with > or =.' },
  'condition-no-number': {
    message: '{name} cannot be compared with “{text}”.',
    remedy: 'Compare numbers with numbers, and choices by = with the name of a choice in quotes.',
  },
  'constraint-without-answer': {
    message: 'The constraint does not mention the answer.',
    remedy: 'Write . for the answer, for example . >= 0 and . <= 100.',
  },
  'evidence-choice': { message: 'There is no choice “{choice}”.', remedy: 'Use the names of choices: {choices}.' },
  'evidence-no-choices': {
    message: '{name} has no choices.',
    remedy: 'Write only asked or required.',
  },
  'language-unknown': {
    message: 'Nothing is written in the default language {language}.',
    remedy: 'Use one of: {languages}.',
  },
  'text-missing': { message: 'There is no text in {language}.', remedy: 'Translate it.' },
  'previous-unfit': {
    message: '“{previous}” is not a version of a questionnaire.',
    remedy: 'Write it as id@version, for example municipal-climate@2025.',
  },
  'previous-other-family': {
    message: '{previous} is another questionnaire than {id}.',
    remedy: 'Name an earlier version of {id}, or leave the cell blank.',
  },
  'previous-same': { message: '{previous} is this version itself.', remedy: 'Name an earlier version.' },
  'mapping-without-previous': {
    message: 'There is a mapping, but the settings do not say from which version.',
    remedy: 'Write it under previous in the sheet settings.',
  },
  'mapping-old-twice': { message: '{name} is also in {other}.', remedy: 'Keep one of the two rows.' },
  'mapping-new-missing': {
    message: 'It is not said what became of {name}.',
    remedy: 'Write its new name, or yes under dropped.',
  },
  'mapping-dropped-kept': {
    message: '{name} has a new name, and is dropped.',
    remedy: 'Leave one of the two cells blank.',
  },
  'mapping-unknown': { message: 'There is no question {name}.', remedy: 'Correct the name.' },
  'mapping-twice': {
    message: '{other} became {name} too.',
    remedy: 'Only one question can become another; drop the other one.',
  },
  'mapping-choice': { message: '{name} has no choice “{choice}”.', remedy: 'It has: {choices}.' },
  'mapping-values': {
    message: '“{value}” cannot be read.',
    remedy: 'Write older and newer choices as yes=all;no=none.',
  },
  'scoring-node-unknown': {
    message: 'There is no group or question {name}.',
    remedy: 'Correct the name, or delete the row.',
  },
  'scoring-note': { message: '{name} is a note, which cannot count.', remedy: 'Delete the row.' },
  'decision-open': {
    message: 'This is not decided yet: “{decision}”.',
    remedy: 'Choose or write it under decided; if you agree with the default, write: {default}',
  },
  'scoring-twice': { message: '{name} is also in {other}.', remedy: 'Keep one of the two rows.' },
  'more-faults': { message: 'There are {count} more.', remedy: 'Correct these first, then check again.' },
};

/** What is wrong, and what to do about it. */
export function describeFault({ code, facts }: AuthoringFault): FaultWords {
  const { message, remedy } = definitionFaultWords[code];
  const meant = facts['meant'] === undefined ? '' : ` Did you mean ${facts['meant']}?`;
  return { message: `${fill(message, facts)}${meant}`, remedy: fill(remedy, facts) };
}
