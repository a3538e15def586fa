import type { RefusedAsking } from './refusals.ts';

/** A refused command as it is kept; of what was asked only the digest. */
export interface KeptRefusal extends RefusedAsking {
  /** Orders them as they were kept. */
  readonly id: bigint;
  readonly time: Date;
  /** SHA-256 of the request, in hex. */
  readonly requestDigest: string;
}

export interface RefusalFilter {
  /** Ids of the things they were about. */
  readonly things?: readonly string[] | undefined;
  readonly target?: string | undefined;
  readonly actor?: { readonly kind?: string; readonly id: string } | undefined;
  readonly code?: string | undefined;
  readonly since?: Date | undefined;
  /** Exclusive. */
  readonly until?: Date | undefined;
}

/** Reads what `Refusals` keeps. */
export interface RefusedCommands {
  /** Newest first, those before `before` (null: all). */
  where(filter: RefusalFilter, before: bigint | null, limit: number): Promise<readonly KeptRefusal[]>;
  count(filter: RefusalFilter): Promise<number>;
  /** All with this correlation, in order. */
  ofCorrelation(correlationId: string): Promise<readonly KeptRefusal[]>;
  /** The correlation of the refused command with this id; null when there is none. */
  correlationOf(commandId: string): Promise<string | null>;
}
