import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { describeFault, keepOwnFrames } from './fault.ts';

/**
 * A Lambda handler behind an HTTP API. Of each request the method, the path and the status are logged: what is in
 * headers and bodies is personal, ids in paths are not.
 */
export function httpHandler(serviceName: string, make: (failed: (error: unknown) => void) => Hono) {
  keepOwnFrames();
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: 'Scorebook', serviceName });
  const serve = handle(make((error) => logger.error('failed', describeFault(error))));
  return async (event: APIGatewayProxyEventV2) => {
    // The same event, typed by the framework with fields of other sources.
    const result = await serve(event as unknown as Parameters<typeof serve>[0]);
    const { statusCode: status } = result;
    const { method, path } = event.requestContext.http;
    logger.info('done', { method, path: path.slice(0, 200), status });
    metrics.addMetric(`Requests-${Math.floor(status / 100)}xx`, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
    return result;
  };
}
