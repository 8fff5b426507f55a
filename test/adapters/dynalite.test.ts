import { describe } from 'vitest';
import { startDynalite } from '../support/dynamo.ts';
import { submissionStoreContract } from './submission-store.contract.ts';

describe('on dynalite', () => submissionStoreContract(startDynalite));
