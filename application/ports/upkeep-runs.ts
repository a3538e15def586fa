import type { Page, PageWanted } from './paging.ts';

export const upkeepKinds = ['log_copy', 'log_verify', 'backup', 'restore'] as const;
export type UpkeepKind = (typeof upkeepKinds)[number];

/** `lost`: whoever carried it out is gone, or was cut off. */
export const upkeepStates = ['running', 'done', 'failed', 'cancelled', 'lost'] as const;
export type UpkeepState = (typeof upkeepStates)[number];

export interface NewUpkeepRun {
  readonly id: string;
  readonly kind: UpkeepKind;
  /** What was asked for; addresses without their passwords. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** `user <id>`. */
  readonly askedBy: string;
  readonly askedAt: Date;
}

/** How far it is in its phase. */
export interface UpkeepProgress {
  readonly phase: string | null;
  readonly done: number;
  /** Null: not known. */
  readonly total: number | null;
}

export interface UpkeepRun extends NewUpkeepRun, UpkeepProgress {
  readonly state: UpkeepState;
  readonly endedAt: Date | null;
  /** When it is done: what it came to. */
  readonly result: object | null;
  /** When it ended otherwise: why, and what to do. */
  readonly problem: string | null;
}

export type UpkeepOutcome =
  { readonly state: 'done'; readonly result: object } | { readonly state: 'failed' | 'cancelled' | 'lost'; readonly problem: string };

/** Long works on an installation as a whole, as all its programs see them. Two never run at once. */
export interface UpkeepRuns {
  /** Enters one that runs from now on; rejects while another one does. */
  begin(run: NewUpkeepRun): Promise<void>;
  /** Notes how far it is; says whether somebody wishes it to end. */
  advance(id: string, progress: UpkeepProgress): Promise<boolean>;
  /** Of one that does not run any more nothing is changed. */
  end(id: string, outcome: UpkeepOutcome, at: Date): Promise<void>;
  /** False when it does not run any more. */
  wishEnded(id: string): Promise<boolean>;
  find(id: string): Promise<UpkeepRun | null>;
  /** The one that runs, as far as is entered. */
  running(): Promise<UpkeepRun | null>;
  /** The newest first. */
  list(wanted: PageWanted): Promise<Page<UpkeepRun>>;
}
