import { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as v from 'valibot';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { rescorePorts } from '../../shared/adapters/compose.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { describeFault, keepOwnFrames, withoutQuotes } from '../../shared/lambda/fault.ts';
import { functionMetrics } from '../../shared/lambda/function-metrics.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import { correlated } from '../../shared/queues/correlation.ts';
import { finishRun } from './finish-run.ts';
import { planRun } from './plan-run.ts';
import { scoreShard } from './score-shard.ts';
import { tellChanges } from './tell-changes.ts';

const deps = { ...rescorePorts(cloudOf(readEnvironment('rescore-round'))), catalogue };

const run = { round: v.string(), run: v.string() };
/** What the state machine asks for: `infra/constructs/rescoring-machine.ts`. */
const request = v.variant('step', [
  v.object({ step: v.literal('plan'), round: v.string(), execution: v.string(), startedAt: v.string() }),
  v.object({ step: v.literal('score-shard'), ...run, shard: v.number() }),
  v.object({ step: v.literal('finish'), ...run }),
  v.object({ step: v.literal('tell-changes'), ...run, shard: v.number() }),
]);

keepOwnFrames();
const logger = new Logger({ serviceName: 'rescore-round' });
const metrics = functionMetrics('rescore-round');

export async function handler(event: unknown): Promise<unknown> {
  const asked = v.parse(request, event);
  // Whatever a run asks for is a consequence of the run.
  const correlation = 'run' in asked ? asked.run : asked.execution;
  try {
    const done = await correlated(correlation, () => work(asked));
    logger.info('done', { correlation, ...asked, ...(typeof done === 'object' ? done : { told: done }) });
    return done;
  } catch (error) {
    logger.error('failed', { correlation, ...asked, ...describeFault(error) });
    throw withoutQuotes(error);
  } finally {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  }
}

async function work(asked: v.InferOutput<typeof request>): Promise<object | number> {
  if (asked.step === 'plan') return planRun(asked, deps);
  if (asked.step === 'score-shard') return scoreShard(asked, deps);
  if (asked.step === 'tell-changes') return tellChanges(asked, deps);
  const finished = await finishRun(asked, deps);
  metrics.addMetric(`Rescorings-${finished.outcome}`, MetricUnit.Count, 1);
  // Lost, it costs an hour: the site is looked at every hour.
  if (finished.outcome === 'published') await deps.publications.look();
  return finished;
}
