import type { Server, ServerResponse } from 'node:http';
import sesEmulator from 'aws-ses-v2-local';
import { type Email, getStoreReadonly } from 'aws-ses-v2-local/dist/store.js';
import { before, guardEmulator } from './gate/gate.ts';
import type { Credentials } from './gate/signatures.ts';

export type EmulatedMail = Email;

/** Keeps a mail for good; what is not kept was not sent. */
export type KeepMail = (mail: EmulatedMail) => Promise<void>;

/**
 * Starts SES. A mail is kept before the emulator says that it was sent: whoever is told so may forget it, and this
 * process may be killed at any moment. The emulator itself holds none, so it does not grow with what was sent.
 */
export async function startMailEmulator(host: string, credentials: Credentials, keep: KeepMail): Promise<Server> {
  // The emulator reads it from there. Nobody is slowed down here, and the quota is that of a new account.
  process.env['AWS_SES_ACCOUNT'] ??= JSON.stringify(sesAccount({ MaxSendRate: 1000, Max24HourSend: 50_000 }));
  const server: Server = await sesEmulator.default({ host, port: 0 });
  before(server, (request, response, next) => {
    answerOnceKept(response, keep);
    next(request);
  });
  guardEmulator(server, { credentials, services: ['ses'], origins: new Set() });
  return server;
}

/** The emulator puts a mail into its store and answers at once, in the same turn: what is there then came with this request. */
function answerOnceKept(response: ServerResponse, keep: KeepMail): void {
  const end = response.end;
  const answer = (parts: unknown[]): void => void Reflect.apply(end, response, parts);
  response.end = (...parts: unknown[]): ServerResponse => {
    const mails = getStoreReadonly().emails.splice(0);
    if (mails.length === 0) answer(parts);
    else {
      Promise.all(mails.map(keep)).then(
        () => answer(parts),
        () => {
          response.statusCode = 500;
          answer(parts);
        },
      );
    }
    return response;
  };
}

/** An account as the SES emulator wants it told. */
export const sesAccount = (quota: { MaxSendRate: number; Max24HourSend: number; SentLast24Hours?: number }) => ({
  DedicatedIpAutoWarmupEnabled: false,
  Details: {
    AdditionalContactEmailAddresses: [],
    ContactLanguage: 'EN',
    MailType: 'TRANSACTIONAL',
    ReviewDetails: { CaseId: '', Status: 'GRANTED' },
    UseCaseDescription: '',
    WebsiteURL: '',
  },
  EnforcementStatus: 'HEALTHY',
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  SendQuota: { SentLast24Hours: 0, ...quota },
  SuppressionAttributes: { SuppressedReasons: [] },
});
