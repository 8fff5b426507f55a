import { owedShards } from '../../../shared/adapters/aws/dynamo/keys.ts';
import { type NotedMail, notedMails } from '../../../shared/adapters/aws/dynamo/owed-mails.ts';
import { notices, outbox as outboxOf } from '../../../shared/adapters/table-ports.ts';
import type { SubmissionId } from '../../../shared/domain/ids.ts';
import { submissionOf } from '../../../shared/domain/mail/delivery.ts';
import type { Notice } from '../../../shared/domain/mail/notice.ts';
import type { Authority } from '../../../shared/domain/registry/registry.ts';
import type { DeliveryRequest } from '../../../shared/ports/outbox.ts';
import type { LocalCloud } from '../local-cloud.ts';
import type { Office } from '../office.ts';

type Sources = Pick<LocalCloud, 'table' | 'clients' | 'reached'> & { readonly office: Pick<Office, 'registry'> };

/** Of more than so many it is not asked one by one whether they have gone out meanwhile. */
const maxAsked = 100;

/**
 * All mails that are owed, oldest first: results, rejections, notices, and answers to what the office imported. A note of
 * one that was not made due, or has gone out, stays until the sweep comes by; it is no mail that is owed.
 */
export async function owedMails({ table, clients, reached }: Sources): Promise<NotedMail[]> {
  const owed: NotedMail[] = [];
  for (let shard = 0; shard < owedShards; shard += 1) {
    for await (const page of notedMails(clients.dynamodb, table, shard)) owed.push(...page);
  }
  owed.sort((a, b) => a.notedAt.localeCompare(b.notedAt));
  const outbox = outboxOf(reached);
  const isDue = async ({ request: { owner, delivery } }: NotedMail): Promise<boolean> => {
    const deliveries = (await outbox.load(owner))?.deliveries ?? [];
    return deliveries.some((one) => one.id === delivery && one.state !== 'sent');
  };
  const due = await Promise.all(owed.slice(0, maxAsked).map(isDue));
  return owed.filter((_, index) => due[index] !== false);
}

/** What a mail that is owed will say, and to whom, as far as that is known before it is made. */
export interface OwedMailInWords {
  readonly what: string;
  readonly to: string;
  /** Of what there is a page for. */
  readonly submission: SubmissionId | null;
}

export async function owedInWords({ owner, delivery }: DeliveryRequest, deps: Sources): Promise<OwedMailInWords> {
  const nameOf = async (id: string): Promise<string> => (await deps.office.registry.authority(id))?.name ?? id;
  switch (owner.kind) {
    case 'standing': {
      const authority = await nameOf(owner.authority);
      return {
        what: `Results of round ${owner.round}`,
        to: `contacts of ${authority}`,
        submission: submissionOf(delivery),
      };
    }
    case 'rejected':
      return { what: 'A file was not accepted', to: 'the sender', submission: owner.submission };
    case 'import':
      return { what: 'Reply to a workbook of the office', to: 'the office', submission: null };
    case 'notice': {
      const notice = await notices(deps.reached).load(owner.notice);
      return notice === null
        ? { what: 'A notice', to: 'not known yet', submission: null }
        : noticeInWords(notice, nameOf);
    }
  }
}

async function noticeInWords(
  notice: Notice,
  nameOf: (authority: Authority['id']) => Promise<string>,
): Promise<OwedMailInWords> {
  const office = 'the office';
  switch (notice.kind) {
    case 'answer':
      return { what: 'A mail contained nothing that could be read', to: notice.to, submission: null };
    case 'invitation': {
      const what = `Invitation of ${await nameOf(notice.authority)}, round ${notice.round}`;
      return { what, to: notice.to, submission: null };
    }
    case 'reminder': {
      const what = `Reminder for ${await nameOf(notice.authority)}, round ${notice.round}`;
      return { what, to: notice.to, submission: null };
    }
    case 'deadline': {
      const what = `Own deadline of ${await nameOf(notice.authority)}, round ${notice.round}`;
      return { what, to: notice.to, submission: null };
    }
    case 'colleague': {
      const what = `A colleague was added for ${await nameOf(notice.authority)}, round ${notice.round}`;
      return { what, to: notice.to, submission: null };
    }
    case 'confirmation':
      return { what: 'A colleague sent the questionnaire', to: notice.to, submission: notice.submission };
    case 'unchanged':
      return { what: 'The same file as before', to: notice.to, submission: notice.submission };
    case 'sheet-waiting':
      return { what: 'A Google Sheet has to wait', to: notice.to ?? office, submission: null };
    case 'tab-unwritten':
      return {
        what: 'A Google Sheet does not take its results',
        to: notice.to ?? office,
        submission: notice.submission,
      };
    case 'suppressed':
      return { what: `No more mail to ${notice.address}`, to: office, submission: null };
    case 'note':
      return { what: `A note from ${await nameOf(notice.authority)}`, to: office, submission: notice.submission };
    case 'quarantined':
      return { what: 'Malware was found in a file', to: office, submission: notice.submission };
    case 'refusals':
      return { what: `Mails of ${notice.day} that were not accepted`, to: office, submission: null };
  }
}
