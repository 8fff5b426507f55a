/** One object that came into the inbox. */
export interface InboxObject {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | null;
  /** Orders uploads under one key (hexadecimal; right-pad with zeros, compare as strings). */
  readonly sequencer: string;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly eTag: string;
  readonly bytes: number;
  /** Malware was found in it: nobody may open it. What the way in wrote beside it says who is to be told. */
  readonly quarantined?: { readonly metadata: Readonly<Record<string, string>> } | undefined;
}
