import type { InboxObject } from '../domain/submissions/inbox-object.ts';
import type { FilePlace } from './inbox.ts';

/** What the malware scan found in a file; 'none': it was not scanned, or the scan failed. */
export type ScanVerdict = 'readable' | 'malicious' | 'none';

export interface ScannedFile {
  readonly upload: InboxObject;
  /** As the way in wrote them. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly verdict: ScanVerdict;
}

/** The inbox from outside: what is known of a file without opening it. */
export interface ScannedInbox {
  look(place: FilePlace): Promise<ScannedFile | 'gone'>;
}
