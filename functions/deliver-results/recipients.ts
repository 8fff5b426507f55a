import { sameAddress } from '../../shared/domain/registry/registry.ts';
import type { Submission } from '../../shared/domain/submission.ts';
import type { Authority, Registry } from '../../shared/ports.ts';

export interface Recipients {
  readonly to: readonly string[];
  readonly language: string;
  /** Nobody registered could be told: the office is. */
  readonly isOffice: boolean;
}

/**
 * Mail goes to registered people only, or else to the office: whoever puts a stranger's address on a
 * file must not make us write to that stranger.
 */
export async function recipientsOf(
  submission: Submission,
  authority: Authority | null,
  registry: Registry,
  office: string,
): Promise<Recipients> {
  const toOffice: Recipients = { to: [office], language: 'en', isOffice: true };
  const { sender } = submission.receipt;
  if (sender === null) {
    // It came from nobody we know: the authority whose name is on it has nothing to do with it.
    if (submission.problems.some(({ code }) => code === 'sender-missing')) return toOffice;
    const contacts = authority?.contacts ?? [];
    if (contacts.length === 0) return toOffice;
    return { to: contacts.map(({ address }) => address), language: contacts[0]?.language ?? 'en', isOffice: false };
  }
  const contact = authority?.contacts.find(({ address }) => sameAddress(address, sender));
  if (contact !== undefined) return { to: [contact.address], language: contact.language, isOffice: false };
  if (authority !== null) return toOffice;
  const known = await registry.authoritiesOf(sender);
  return known.length > 0 ? { to: [sender], language: 'en', isOffice: false } : toOffice;
}
