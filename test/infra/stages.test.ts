import { describe, expect, test } from 'vitest';
import { stageSettings } from '../../infra/stages.ts';
import { googleFederation } from '../../shared/config/environment.ts';

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

  test('have Google Sheets on any stage when both variables are there, and never half of it', () => {
    const [audience, account] = ['//iam.googleapis.com/x', 'sheets@b.example'];
    const both = { SCOREBOOK_GOOGLE_AUDIENCE: audience, SCOREBOOK_GOOGLE_SERVICE_ACCOUNT: account };
    const off = { audience: '', serviceAccount: '', root: '' };
    expect(stageSettings('production', production).google).toEqual(off);
    expect(stageSettings('local', both).google).toEqual({ ...off, audience, serviceAccount: account });
    expect(stageSettings('production', { ...production, ...both }).google).toMatchObject({ audience });
    expect(() => stageSettings('local', { SCOREBOOK_GOOGLE_AUDIENCE: audience })).toThrow('both');
  });

  test('have a page for contacts when both variables are there, its certificate where the edge takes it from', () => {
    const certificate = 'arn:aws:acm:us-east-1:1:certificate/1';
    const both = { SCOREBOOK_PORTAL_DOMAIN: 'p.b.example', SCOREBOOK_PORTAL_CERTIFICATE: certificate };
    expect(stageSettings('production', production).portal).toBeNull();
    expect(stageSettings('production', { ...production, ...both }).portal).toEqual({
      domain: 'p.b.example',
      certificate,
      webAcl: '',
    });
    for (const wrong of [
      { SCOREBOOK_PORTAL_DOMAIN: 'p.b.example' },
      { SCOREBOOK_PORTAL_CERTIFICATE: certificate },
      { ...both, SCOREBOOK_PORTAL_CERTIFICATE: 'arn:aws:acm:eu-north-1:1:certificate/1' },
    ]) {
      expect(() => stageSettings('production', { ...production, ...wrong })).toThrow('us-east-1');
    }
  });

  test('have a name for the public site when both variables are there, its certificate where the edge takes it from', () => {
    const certificate = 'arn:aws:acm:us-east-1:1:certificate/1';
    const both = { SCOREBOOK_SITE_DOMAIN: 's.b.example', SCOREBOOK_SITE_CERTIFICATE: certificate };
    expect(stageSettings('production', production).site).toBeNull();
    expect(stageSettings('production', { ...production, ...both }).site).toEqual({
      domain: 's.b.example',
      certificate,
    });
    const half = { ...production, SCOREBOOK_SITE_DOMAIN: 's.b.example' };
    expect(() => stageSettings('production', half)).toThrow('SCOREBOOK_SITE_CERTIFICATE, an ARN in us-east-1');
  });

  test('reach a function as they are: both, or it does not start', () => {
    const google = { GOOGLE_AUDIENCE: '//iam', GOOGLE_SERVICE_ACCOUNT: 'sheets@b.example', GOOGLE_API_ROOT: '' };
    expect(googleFederation(google)).toEqual({ audience: '//iam', serviceAccount: 'sheets@b.example', root: null });
    expect(googleFederation({ ...google, GOOGLE_AUDIENCE: '', GOOGLE_SERVICE_ACCOUNT: '' })).toBeNull();
    expect(() => googleFederation({ ...google, GOOGLE_AUDIENCE: '' })).toThrow('both');
  });

  test('have the malware scan when it is switched on by name', () => {
    const scanOf = (value: string) => stageSettings('production', { ...production, SCOREBOOK_MALWARE_SCAN: value });
    expect(stageSettings('production', production).malwareScan).toBe(false);
    expect(scanOf('on').malwareScan).toBe(true);
    expect(scanOf('off').malwareScan).toBe(false);
    expect(() => scanOf('yes')).toThrow('SCOREBOOK_MALWARE_SCAN is "yes": write on or off');
    // Nothing on this machine scans.
    expect(stageSettings('local', { SCOREBOOK_MALWARE_SCAN: 'on' }).malwareScan).toBe(false);
  });

  test('have charts in results workbooks, and a picture on any stage when it is asked for by name', () => {
    const pictureOf = (stage: string, value: string) =>
      stageSettings(stage, { ...production, SCOREBOOK_RESULTS_PICTURE: value }).resultsPicture;
    expect(stageSettings('production', production).resultsPicture).toBe('charts');
    expect(stageSettings('local', {}).resultsPicture).toBe('charts');
    expect([pictureOf('production', 'png'), pictureOf('local', 'png'), pictureOf('local', '')]).toEqual([
      ...['png', 'png', 'charts'],
    ]);
    expect(() => pictureOf('local', 'on')).toThrow('SCOREBOOK_RESULTS_PICTURE is "on": write charts or png');
  });

  test('refuse a name that no bucket could have', () => {
    expect(() => stageSettings('Production Stage', {})).toThrow('cannot name a stage');
  });
});
