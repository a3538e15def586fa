import type { UpkeepKind } from '../ports/upkeep-runs.ts';

export interface WorkTools {
  /** Aborts when it is to end before it is done; work rejects then. */
  readonly signal: AbortSignal;
  /** May be called as often as one likes. `total` is null where it is not known. */
  readonly onProgress: (phase: string, done: number, total: number | null) => void;
}

/** A long work that was asked for and can begin. */
export interface UpkeepWork {
  readonly kind: UpkeepKind;
  /** What was asked for, as it may be kept and shown: without passwords. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** Resolves with what it came to. */
  carryOut(tools: WorkTools): Promise<object>;
  /** A failure in a sentence that says what to do, without passwords; null for a defect of ours. */
  sentence(error: unknown): string | null;
}

/** What was asked for cannot be done; `field` is what has to be asked otherwise. */
export class UnusableRequest extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.name = 'UnusableRequest';
    this.field = field;
  }
}

/** A backup as it lies where those of this installation do. */
export interface KeptBackup {
  readonly name: string;
  /** Null when it cannot be read; then `problem` says why. */
  readonly of: {
    readonly made: string;
    readonly events: number;
    readonly streams: number;
    readonly hash: string;
    readonly objects: 'included' | 'left out';
    readonly files: number;
    readonly bytes: number;
  } | null;
  readonly problem: string | null;
}

/** Where an installation is to be restored: a new data folder by its name, and engines of its own, absent the embedded ones. */
export interface RestoreInto {
  readonly data: string;
  readonly databaseUrl?: string | undefined;
  readonly eventStoreUrl?: string | undefined;
  readonly blobsUrl?: string | undefined;
}

/** What can be done to this installation as a whole. Each is checked as far as can be told at once. @throws UnusableRequest */
export interface UpkeepWorks {
  copyLog(to: string): UpkeepWork;
  /** In itself, or against the log at another address. */
  verifyLog(to: string | null): UpkeepWork;
  createBackup(name: string, options: { readonly files: boolean }): Promise<UpkeepWork>;
  /** Null: there is no such backup. */
  restoreBackup(name: string, into: RestoreInto): Promise<UpkeepWork | null>;
  backups(): Promise<readonly KeptBackup[]>;
}
