import { describe, test } from 'vitest';
import { hasJava17, startDynamoDbLocal } from '../support/dynamo.ts';
import { mailStoreContract } from './mail-store.contract.ts';
import { standingsStoreContract } from './standings-store.contract.ts';
import { submissionStoreContract } from './submission-store.contract.ts';

if (hasJava17()) {
  describe('on DynamoDB Local', () => {
    submissionStoreContract(startDynamoDbLocal);
    describe('mail', () => mailStoreContract(startDynamoDbLocal));
    describe('standings', () => standingsStoreContract(startDynamoDbLocal));
  });
} else test.skip('on DynamoDB Local: skipped, there is no Java 17 on this machine', () => {});
