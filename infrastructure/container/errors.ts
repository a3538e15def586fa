/** Failures of opening a program that a person can mend: each says in its message what to do. */
export { BadConfiguration } from '../config.ts';
export { EmbeddedPostgresError } from '../database/embedded/error.ts';
export { NewerDatabase } from '../database/migrate.ts';
export { UnusableDataFolder } from './data-folder.ts';
export { LentSessions, UnusableDatabase } from './open-database.ts';
export { UnusableEventStore } from '../event-store/eventstoredb/unusable-event-store.ts';
export { AnotherLog } from '../database/known-log/another-log.ts';
export { UnusableLog } from './unusable-log.ts';
export { StoreUnavailable } from '../../application/ports/event-store-errors.ts';
export { GrownMeanwhile } from '../../application/ports/log-import.ts';
export { UnusableBackup } from '../backup/manifest.ts';
export { NotEmpty } from '../backup/not-empty.ts';
export { BlobsAway } from '../../application/ports/blobs-away.ts';
