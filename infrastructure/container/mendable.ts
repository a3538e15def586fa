import {
  AnotherLog,
  BadConfiguration,
  BlobsAway,
  EmbeddedPostgresError,
  GrownMeanwhile,
  LentSessions,
  NewerDatabase,
  NotEmpty,
  StoreUnavailable,
  UnusableBackup,
  UnusableDatabase,
  UnusableDataFolder,
  UnusableEventStore,
  UnusableLog,
} from './errors.ts';

const mendable = [
  BadConfiguration,
  EmbeddedPostgresError,
  NewerDatabase,
  UnusableDatabase,
  LentSessions,
  UnusableDataFolder,
  UnusableEventStore,
  AnotherLog,
  GrownMeanwhile,
  StoreUnavailable,
  UnusableLog,
  NotEmpty,
  UnusableBackup,
  BlobsAway,
];

/** A failure that a person can mend: its message is the sentence to tell, also without the stack. */
export const isMendable = (error: unknown): error is Error => mendable.some((kind) => error instanceof kind);
