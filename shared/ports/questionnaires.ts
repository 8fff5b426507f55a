import type { Definition } from '../domain/questionnaire/definition/definition.ts';

/** A questionnaire version that an office has published. */
export interface PublishedQuestionnaire {
  /** `municipal-climate@2026` */
  readonly questionnaire: string;
  /** sha-256 of its definition. */
  readonly definition: string;
  /** In its own language. */
  readonly title: string;
  readonly languages: readonly string[];
  /** ISO instant. */
  readonly publishedAt: string;
  /** A round takes it: from then on it never changes. */
  readonly inUse: boolean;
}

/** Questionnaires that offices have published; those of the product are in the catalogue. */
export interface Questionnaires {
  /** The definition named `id@version`; null: nobody has published it. */
  find(key: string): Promise<Definition | null>;
  list(): Promise<PublishedQuestionnaire[]>;
  /** Those that rounds take, the newest first. */
  inUse(): Promise<Definition[]>;
  published(key: string): Promise<PublishedQuestionnaire | null>;
  /**
   * Publishes a version, in place of the one of that name as long as no round takes it. 'unchanged': it is the very same;
   * 'in use': a round takes another one of that name.
   */
  publish(definition: Definition, at: string): Promise<'published' | 'unchanged' | 'in use'>;
  /** From now on it never changes: a round takes it. Returns the sha-256 of its definition; null: nobody has published it. */
  fix(key: string): Promise<string | null>;
}
