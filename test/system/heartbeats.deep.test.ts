import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { espooQuestionnaire } from '../../infra/local/main-job.ts';
import { espooContact, registerEspoo } from '../../infra/local/office.ts';
import { type Heartbeat, heartbeatMetric, heartbeats } from '../../shared/config/heartbeats.ts';
import { denyCallsOf } from '../support/denying-aws.ts';
import { type OwnCloud, startOwnCloud } from '../support/own-cloud.ts';

let own: OwnCloud;
const all = Object.keys(heartbeats) as Heartbeat[];

beforeAll(async () => {
  own = await startOwnCloud(() => 1);
  await registerEspoo(own.office);
});
afterAll(() => own.stop());

type Line = Readonly<Record<string, unknown>>;

async function linesOf(functionName: string): Promise<Line[]> {
  const text = await readFile(join(own.folder.logs, `scorebook-local-${functionName}.log`), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []));
}

interface Emf {
  readonly CloudWatchMetrics: readonly {
    readonly Namespace: string;
    readonly Dimensions: readonly (readonly string[])[];
    readonly Metrics: readonly { readonly Name: string }[];
  }[];
}

/** What CloudWatch makes of a log line: metrics, by namespace, name and dimensions. */
const metricsIn = (line: Line): object[] =>
  ((line['_aws'] as Emf | undefined)?.CloudWatchMetrics ?? []).flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.map(({ Name }) => ({
      Namespace,
      MetricName: Name,
      Dimensions: (Dimensions[0] ?? []).map((of) => ({ Name: of, Value: line[of] })),
    })),
  );

async function beats(of: Heartbeat): Promise<object[]> {
  const metrics = (await linesOf(heartbeats[of])).flatMap(metricsIn);
  return metrics.filter((one) => (one as { MetricName: string }).MetricName === heartbeatMetric(of));
}

async function until(is: () => Promise<boolean>): Promise<void> {
  while (!(await is())) await setTimeout(50);
}

test.each(all)('%s beats once it has done its work, by the metric that the template’s alarm misses', async (of) => {
  await own.cloud.strike(of);
  await until(async () => (await beats(of)).length > 0);
  const { Resources } = JSON.parse(
    await readFile(join(own.folder.synthesised, 'Scorebook-local.template.json'), 'utf8'),
  ) as { Resources: Record<string, { Type: string; Properties: Line }> };
  const alarms = Object.values(Resources).filter(
    ({ Properties }) => Properties?.['AlarmName'] === `scorebook-local-silent-${of}`,
  );
  expect(alarms).toHaveLength(1);
  const { Namespace, MetricName, Dimensions, TreatMissingData, ComparisonOperator } = alarms[0]?.Properties ?? {};
  expect((await beats(of))[0]).toEqual({ Namespace, MetricName, Dimensions });
  expect([TreatMissingData, ComparisonOperator]).toEqual(['breaching', 'LessThanOrEqualToThreshold']);
});

test.each(all)('%s is silent when its function fails, and beats again when it works', async (of) => {
  const functionName = heartbeats[of];
  const failures = async (): Promise<number> =>
    (await linesOf(functionName)).filter(({ message }) => message === 'failed').length;
  const [before, failed] = [(await beats(of)).length, await failures()];
  const { endpoints } = own.cloud.emulators;
  const denying = denyCallsOf(functionName, Object.values(endpoints));
  await own.cloud.strike(of);
  await until(async () => (await failures()) > failed);
  expect((await beats(of)).length).toBe(before);
  denying.stop();
  await until(async () => (await beats(of)).length > before);
});

test('all that comes of a file has one id in the logs, made of the key of its object', async () => {
  await own.cloud.upload({ fileName: 'espoo.xlsx', bytes: await espooQuestionnaire(), sender: espooContact });
  const done = async (functionName: string): Promise<Line[]> =>
    (await linesOf(functionName)).filter(({ message }) => message === 'done');
  await until(async () => (await done('deliver-results')).some(({ outcome }) => outcome === 'sent'));
  const [read] = await done('ingest-submission');
  const sent = (await done('deliver-results')).find(({ outcome }) => outcome === 'sent');
  expect(read).toMatchObject({
    messageId: expect.stringMatching(/^[\w-]{36}$/),
    correlation: expect.stringMatching(/^object-[0-9a-f]{16}$/),
  });
  expect(sent?.['correlation']).toBe(read?.['correlation']);
  expect(sent?.['messageId']).not.toBe(read?.['messageId']);
  for (const file of await readdir(own.folder.logs)) {
    const name = file.replace(/^scorebook-local-|\.log$/g, '');
    for (const line of await linesOf(name)) {
      if (line['message'] === 'done' || line['message'] === 'failed')
        expect(line['correlation'], name).toEqual(expect.any(String));
    }
  }
});
