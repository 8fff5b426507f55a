import { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { correlated, correlation, leadsTo } from '../queues/correlation.ts';
import { describeFault, keepOwnFrames } from './fault.ts';
import { functionMetrics } from './function-metrics.ts';

/**
 * A Lambda handler behind an HTTP API. Of each request the method, the path and the status are logged: what is in
 * headers and bodies is personal, ids in paths are not.
 */
export function httpHandler(serviceName: string, make: (failed: (error: unknown) => void) => Hono) {
  keepOwnFrames();
  const logger = new Logger({ serviceName });
  const metrics = functionMetrics(serviceName);
  const serve = handle(
    make((error) => logger.error('failed', { correlation: correlation() ?? '', ...describeFault(error) })),
  );
  return async (event: APIGatewayProxyEventV2) => {
    // The same event, typed by the framework with fields of other sources.
    const { requestId, http } = event.requestContext;
    const { method, path } = http;
    const result = await correlated(requestId, async () => {
      const served = await serve(event as unknown as Parameters<typeof serve>[0]);
      const told = { correlation: requestId, ...leadsTo(), method, path: path.slice(0, 200) };
      logger.info('done', { ...told, status: served.statusCode });
      return served;
    });
    const { statusCode: status } = result;
    metrics.addMetric(`Requests-${Math.floor(status / 100)}xx`, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
    return result;
  };
}
