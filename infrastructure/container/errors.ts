/** Failures of opening a program that a person can mend: each says in its message what to do. */
export { BadConfiguration } from '../config.ts';
export { EmbeddedPostgresError } from '../database/embedded/error.ts';
export { NewerDatabase } from '../database/migrate.ts';
export { UnusableDataFolder } from './data-folder.ts';
export { UnusableDatabase } from './open-database.ts';
