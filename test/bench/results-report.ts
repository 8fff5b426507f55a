import { reportOf, seven, standingsOf, theSeven } from '../support/compared.ts';

/** Espoo beside the seven published authorities: every sheet has something to tell. */
export const report = reportOf(seven('Espoo'), { published: standingsOf(theSeven), publishesEvidence: true });
