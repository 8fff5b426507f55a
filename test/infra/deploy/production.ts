const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000';

/** A file of a stage in which nothing is wrong. */
export const production = {
  account: '123456789012',
  region: 'eu-north-1',
  mailDomain: 'b.eu',
  mailFrom: 'Scores <results@b.eu>',
  mailIn: 'questionnaires@in.b.eu',
  mailOffice: 'office@office.eu',
  alarmAddress: 'operations@office.eu',
  malwareScan: 'off',
  resultsPicture: 'charts',
  tracing: 'on',
  paused: 'off',
  restoredTable: 'off',
  monthlyBudget: 'off',
  portal: { domain: 'p.b.eu', certificate, webAcl: 'off' },
  site: { domain: 's.b.eu', certificate },
  google: 'off',
} as const;
