import { describe } from 'vitest';
import { startDynalite } from '../support/dynamo.ts';
import { mailStoreContract } from './mail-store.contract.ts';
import { participationStoreContract } from './participation-store.contract.ts';
import { questionnaireStoreContract } from './questionnaire-store.contract.ts';
import { standingsStoreContract } from './standings-store.contract.ts';
import { submissionStoreContract } from './submission-store.contract.ts';

describe('on dynalite', () => {
  submissionStoreContract(startDynalite);
  describe('mail', () => mailStoreContract(startDynalite));
  describe('standings', () => standingsStoreContract(startDynalite));
  describe('questionnaires', () => questionnaireStoreContract(startDynalite));
  describe('participations', () => participationStoreContract(startDynalite));
});
