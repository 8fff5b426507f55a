import { afterAll, beforeAll, describe, test } from 'vitest';
import { type DynamoDbLocal, hasJava17, startDynamoDbLocal } from '../support/dynamo.ts';
import { mailStoreContract } from './mail-store.contract.ts';
import { participationStoreContract } from './participation-store.contract.ts';
import { questionnaireStoreContract } from './questionnaire-store.contract.ts';
import { standingsStoreContract } from './standings-store.contract.ts';
import { submissionStoreContract } from './submission-store.contract.ts';

if (hasJava17()) {
  describe('on DynamoDB Local', () => {
    let local: DynamoDbLocal;
    beforeAll(async () => {
      local = await startDynamoDbLocal();
    });
    afterAll(() => local.stop());
    const ownTable = () => local.ownTable();
    submissionStoreContract(ownTable);
    describe('mail', () => mailStoreContract(ownTable));
    describe('standings', () => standingsStoreContract(ownTable));
    describe('questionnaires', () => questionnaireStoreContract(ownTable));
    describe('participations', () => participationStoreContract(ownTable));
  });
} else test.skip('on DynamoDB Local: skipped, there is no Java 17 on this machine', () => {});
