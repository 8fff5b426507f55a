import { Metrics } from '@aws-lambda-powertools/metrics';

/** Metrics of a function, told apart by its whole name: stages of one account have the same functions. */
export const functionMetrics = (serviceName: string): Metrics =>
  new Metrics({ namespace: 'Scorebook', serviceName: process.env['AWS_LAMBDA_FUNCTION_NAME'] ?? serviceName });
