import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unknownPlaceholders } from '../../../shared/domain/mail/mail-texts.ts';
import type { Round } from '../../../shared/domain/registry/registry.ts';
import { fill } from '../../../shared/rendering/words/fill.ts';
import { plannedRows, questionnaireOfRegistry, toldAt, type WrittenRow } from '../../support/registry-rows.ts';

const round: Round = {
  ...{ id: '2022', questionnaire: questionnaireOfRegistry, shards: 4 },
  opensAt: null,
  closesAt: '2022-10-31T23:59:59.999Z',
};
const ours = { mail: 'invitation', language: 'fi', subject: 'Kutsu', text: 'Tervetuloa.' } as const;

function planned(texts: readonly WrittenRow[], of: Round = round) {
  const plan = plannedRows({ texts: texts.map((row) => ({ round: '2022', ...row })) }, { rounds: [of] });
  return { texts: plan.rounds[0]?.texts, changes: plan.report.changes, told: toldAt(plan.report.problems) };
}
const row = { mail: 'invitation', language: 'fi' };

describe('the words of the office for a mail', () => {
  test('are kept with the round, with their lines, and the change tells both', () =>
    expect(planned([{ ...row, subject: 'Kutsu', text: 'Hei\n\nTervetuloa, {authority}.' }])).toEqual({
      texts: [{ mail: 'invitation', language: 'fi', subject: 'Kutsu', text: 'Hei\n\nTervetuloa, {authority}.' }],
      changes: [
        {
          ...{ kind: 'text', what: 'added', id: '2022 invitation fi', address: null },
          fields: [
            { field: 'subject', before: '', after: 'Kutsu' },
            { field: 'text', before: '', after: 'Hei\n\nTervetuloa, {authority}.' },
          ],
        },
      ],
      told: [],
    }));

  test('a blank cell changes nothing, a dash brings ours back', () => {
    const of = { ...round, texts: [ours] };
    expect(planned([row], of)).toEqual({ texts: undefined, changes: [], told: [] });
    expect(planned([{ ...row, subject: '-' }], of).texts).toEqual([
      { mail: 'invitation', language: 'fi', text: 'Tervetuloa.' },
    ]);
    const cleared = planned([{ ...row, subject: '-', text: '–' }], of);
    expect(cleared.texts).toBeUndefined();
    expect(cleared.changes).toMatchObject([{ what: 'removed' }]);
  });

  test('those of other mails and languages stay', () => {
    const other = { mail: 'reminder', language: 'fi', text: 'Muista.' } as const;
    expect(planned([{ ...row, text: 'Uusi.' }], { ...round, texts: [ours, other] }).texts).toEqual([
      other,
      { ...ours, text: 'Uusi.' },
    ]);
  });

  test.each([
    ['a placeholder that is none', { ...row, text: 'Hei {name}' }, 'registry-placeholder-unknown E2'],
    ['one with blanks in it', { ...row, subject: '{ deadline }' }, 'registry-placeholder-unknown D2'],
    ['a brace that is not closed', { ...row, text: 'by {deadline' }, 'registry-placeholder-unknown E2'],
    ['a mail that is none', { mail: 'results', language: 'fi', text: 'x' }, 'registry-mail-unknown B2'],
    ['a language that is none', { mail: 'invitation', language: 'xx', text: 'x' }, 'registry-language-unknown C2'],
    ['a round that is none', { ...row, round: '2099', text: 'x' }, 'registry-round-not-registered A2'],
    ['a text too long for a mail', { ...row, text: 'x'.repeat(4001) }, 'registry-name-long E2'],
    ['a subject too long', { ...row, subject: 'x'.repeat(201) }, 'registry-name-long D2'],
  ])('%s is refused by cell, and its row changes nothing', (_, written, told) =>
    expect(planned([{ text: 'ok', ...written }])).toEqual({ texts: undefined, changes: [], told: [told] }),
  );

  test('a round without a deadline has none to tell', () => {
    expect(planned([{ ...row, text: 'by {deadline}' }], { ...round, closesAt: null }).told).toEqual([
      'registry-placeholder-unknown E2',
    ]);
    expect(planned([{ ...row, text: 'by {deadline}' }]).told).toEqual([]);
  });

  test('of two rows for one mail the first is used, and the second is told', () =>
    expect(
      planned([
        { ...row, text: 'first' },
        { ...row, text: 'second' },
      ]),
    ).toMatchObject({ texts: [{ text: 'first' }], told: ['registry-text-twice C3'] }));

  test('of a round in the same workbook are kept with it', () => {
    const plan = plannedRows({
      rounds: [{ id: '2023', deadline: '2023-10-31' }],
      texts: [{ round: '2023', ...row, text: 'Hei {deadline}' }],
    });
    expect(plan.report.problems).toEqual([]);
    expect(plan.rounds).toMatchObject([
      { id: '2023', closesAt: '2023-10-31T23:59:59.999Z', texts: [{ mail: 'invitation' }] },
    ]);
  });
});

test('where no placeholder is unknown, nothing in braces is left once the known ones are filled', () => {
  const known = ['{authority}', '{deadline}'];
  const piece = fc.constantFrom('{authority}', '{deadline}', '{', '}', '{x}', ' ', 'a', '\n', '{{authority}}');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
      (text) => {
        const left = fill(text, { authority: 'A', deadline: 'D' });
        expect(unknownPlaceholders(text, known).length > 0).toBe(/[{}]/.test(left));
      },
    ),
  );
});
