import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edgeApp } from '../../../infra/stacks/edge-app.ts';
import { type StageSettings, stageSettings } from '../../../infra/stages.ts';
import { property, type Resource } from '../synthesised.ts';
import { mainVariants, validated } from './variants.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variants-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(mainVariants.map((variant, index) => [variant.name, variant, index] as const))(
  'a stage with %s',
  (_, variant, index) => {
    let resources: Resource[];
    const ofType = (type: string): Resource[] => resources.filter(({ Type }) => Type === type);
    beforeAll(() => {
      const assembly = validated(variant, join(folder, String(index)));
      resources = Object.values(assembly.getStackByName('Scorebook-example').template.Resources);
    });

    test('passes the checks, and has what its settings say', () => {
      const { settings, first } = variant;
      expect(ofType('AWS::GuardDuty::MalwareProtectionPlan')).toHaveLength(settings.malwareScan && !first ? 1 : 0);
      expect(ofType('AWS::CloudFront::Distribution')).toHaveLength(settings.portal === null ? 1 : 2);
      expect(ofType('AWS::SES::ReceiptRule')).toHaveLength(first ? 0 : 1);
      const functions = ofType('AWS::Lambda::Function');
      const modes = functions.map((one) => property(one, 'TracingConfig.Mode'));
      expect(new Set(modes)).toEqual(new Set([settings.tracing ? 'Active' : undefined]));
      const machines = ofType('AWS::StepFunctions::StateMachine');
      expect(machines.map((one) => property(one, 'TracingConfiguration.Enabled') ?? false)).toEqual([settings.tracing]);
      const given = functions.map((one) => property(one, 'Environment.Variables.GOOGLE_AUDIENCE'));
      expect(given.filter((one) => one !== undefined)).toEqual([settings.google.audience, settings.google.audience]);
      const { serviceAccount, writeServiceAccount } = settings.google;
      const accountOf = (name: string): unknown =>
        functions
          .filter((one) => property(one, 'FunctionName') === `scorebook-example-${name}`)
          .map((one) => property(one, 'Environment.Variables.GOOGLE_SERVICE_ACCOUNT'))[0];
      // Reading and writing use up a quota each where there are two accounts.
      expect(accountOf('fetch-sheet')).toBe(serviceAccount);
      expect(accountOf('write-results-tab')).toBe(writeServiceAccount || serviceAccount);
      const told = functions.map((one) => property(one, 'Environment.Variables.SHEETS_ADDRESS'));
      const both = [serviceAccount, writeServiceAccount].filter((one) => one !== '').join(', ');
      expect(told.filter((one) => one !== undefined)).toEqual(settings.portal === null ? [] : [both]);
    });
  },
);

describe('what is in us-east-1', () => {
  const edge = (settings: Partial<StageSettings>) => {
    const own = { ...stageSettings('example', {}), ...settings };
    const outdir = join(folder, `edge-${Object.keys(settings).join()}`);
    const { template } = edgeApp({ stage: 'example', settings: own, outdir })
      .synth()
      .getStackByName('Scorebook-example-edge');
    const resources = Object.values<Resource>(template.Resources ?? {});
    return (type: string): Resource[] => resources.filter(({ Type }) => Type === type);
  };

  test('is a budget that mails the address of the alarms before the bill is above it, and when it is', () => {
    const [budget] = edge({})('AWS::Budgets::Budget');
    expect(property(budget, 'Budget.BudgetLimit')).toEqual({ Amount: 50, Unit: 'USD' });
    const subscribers = [{ SubscriptionType: 'EMAIL', Address: 'operations@benchmark.example' }];
    expect(property(budget, 'NotificationsWithSubscribers')).toMatchObject([
      { Notification: { NotificationType: 'FORECASTED', Threshold: 100 }, Subscribers: subscribers },
      { Notification: { NotificationType: 'ACTUAL', Threshold: 100 }, Subscribers: subscribers },
    ]);
  });

  test('is no more than the settings ask for', () => {
    expect(edge({ monthlyBudget: null })('AWS::Budgets::Budget')).toEqual([]);
    expect(edge({ portal: null })('AWS::WAFv2::WebACL')).toEqual([]);
  });
});
