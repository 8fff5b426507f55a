import { describe, expect, test } from 'vitest';
import { stageSettings } from '../../infra/stages.ts';

describe('the settings of a stage', () => {
  const production = {
    SCOREBOOK_MAIL_DOMAIN: 'b.example',
    SCOREBOOK_MAIL_FROM: 'Scores <results@b.example>',
    SCOREBOOK_MAIL_IN: 'questionnaires@in.b.example',
    SCOREBOOK_MAIL_OFFICE: 'office@b.example',
    SCOREBOOK_ALARM_ADDRESS: 'operations@b.example',
  };

  test('name every missing variable together', () => {
    expect(() => stageSettings('production', { SCOREBOOK_MAIL_DOMAIN: 'b.example' })).toThrow(
      'SCOREBOOK_MAIL_FROM, SCOREBOOK_MAIL_IN, SCOREBOOK_MAIL_OFFICE, SCOREBOOK_ALARM_ADDRESS',
    );
  });

  test('come from the environment', () => {
    expect(stageSettings('production', production)).toMatchObject({
      mailDomain: 'b.example',
      mailFrom: 'Scores <results@b.example>',
      mailIn: 'questionnaires@in.b.example',
      mailOffice: 'office@b.example',
      alarmAddress: 'operations@b.example',
    });
  });

  test.each(['results@other.example', 'results@notb.example', 'results'])(
    'refuse the sender %s of b.example',
    (from) => {
      expect(() => stageSettings('production', { ...production, SCOREBOOK_MAIL_FROM: from })).toThrow(
        'SCOREBOOK_MAIL_FROM must be an address of SCOREBOOK_MAIL_DOMAIN, b.example',
      );
    },
  );

  test('refuse a name that no bucket could have', () => {
    expect(() => stageSettings('Production Stage', {})).toThrow('cannot name a stage');
  });
});
