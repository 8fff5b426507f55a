import { StateFault, sentenceOf } from '../local/state-fault.ts';
import { UsageError } from './usage-error.ts';

/** Why services of AWS refuse, by their names for it, and what helps. */
const refusals: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'this shell has no AWS credentials; sign in first, or leave out --table to use the local cloud',
  ExpiredTokenException: 'the AWS credentials of this shell have expired; sign in again',
  ExpiredToken: 'the AWS credentials of this shell have expired; sign in again',
  UnrecognizedClientException: 'AWS does not know the credentials of this shell; sign in again',
  InvalidAccessKeyId: 'AWS does not know the credentials of this shell; sign in again',
  AccessDeniedException: 'the AWS credentials of this shell may not do this',
  AccessDenied: 'the AWS credentials of this shell may not do this',
  ResourceNotFoundException: 'there is no such table in this account and region; check --table and AWS_REGION',
  NoSuchBucket: 'there is no such bucket in this account; check the names of the buckets',
};

/** Says on the last line what went wrong and what to do. Only a fault of ours has its stack, above that line. */
export function tellFailure(error: unknown): 'ours' | 'theirs' {
  const sentence = error instanceof UsageError || error instanceof StateFault ? error.message : knownSentence(error);
  if (sentence !== null) {
    console.error(`scorebook: ${sentence}`);
    return 'theirs';
  }
  console.error(error);
  console.error('scorebook: this is a bug in Scorebook; please report the lines above');
  return 'ours';
}

function knownSentence(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return sentenceOf(error) ?? refusals[error.name] ?? null;
}
