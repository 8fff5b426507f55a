import { expect, test } from 'vitest';
import { asksElse } from '../../../shared/spreadsheet/reading/other-headings.ts';

test.each([
  'Applicable?',
  'Is it applicable',
  'Action needed',
  'Evidence attached',
  'Document missing:',
  'Handlungsbedarf',
  'Ist ein Nachweis erforderlich?',
  'Preuve jointe',
  'Medida obligatoria',
  'Acción necesaria',
  'Misura richiesta',
  'Toimenpiteitä tarvitaan',
  'Not fulfilled',
  'Nicht erfüllt',
  'Ei täyty',
  'No evidence',
  'Ohne Nachweis',
])('%s heads something else than answers', (title) => expect(asksElse(title)).toBe(true));

test.each([
  'Answer',
  'Fulfilled',
  'Is there a plan',
  'Applicable answer',
  'Evidence of the answer given',
  'No',
  'Non',
  'No | Yes',
  'Non / Oui',
  'No 1',
  'is it',
  '',
])('%j does not', (title) => expect(asksElse(title)).toBe(false));
