import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { EmbeddedPostgres, EmbeddedPostgresError } from '../../../../infrastructure/database/embedded/embedded-postgres.ts';
import { ordinaryUser, projectIsReachable, testFolder } from './support/homes.ts';
import { startProgram } from './support/programs.ts';

const wayOut = /COLOPHON_DATABASE_URL/;
const skip = ordinaryUser !== undefined && !projectIsReachable ? 'other users cannot enter the folder of the project' : false;

test('a home folder that the user may not write', { skip }, async (t) => {
  const folder = testFolder(t);
  chmodSync(folder, 0o555);
  const home = join(folder, 'postgres');
  const program = await startProgram(t, home, ordinaryUser);

  const answer = await program.ask('open', 'opened');

  t.match(answer, { kind: 'failed', code: 'data_not_writable', message: wayOut });
  t.match(answer, { message: `may not write ${home}` });
  t.match(answer, { message: 'COLOPHON_DATA' });
});

test('a file where the home folder, or one above it, should be', async (t) => {
  const file = join(testFolder(t), 'data');
  writeFileSync(file, 'mine');
  for (const home of [file, join(file, 'postgres')]) {
    await t.rejects(new EmbeddedPostgres(home).open(), {
      name: 'EmbeddedPostgresError',
      code: 'data_damaged',
      message: /a file where a folder should be/,
    });
  }
});

test('a file where the cluster should be', async (t) => {
  const home = testFolder(t);
  writeFileSync(join(home, 'pgdata'), 'mine');
  await t.rejects(new EmbeddedPostgres(home).open(), { code: 'data_damaged', message: wayOut });
});

test('a folder where the log file should be', async (t) => {
  const home = testFolder(t);
  mkdirSync(join(home, 'postgres.log'));
  await t.rejects(new EmbeddedPostgres(home).open(), { code: 'data_damaged', message: /postgres\.log is a folder where a file should be/ });
});

test('every error says what to do and names the way out', async (t) => {
  const error = new EmbeddedPostgresError('cannot_run', 'It cannot run here. Go elsewhere.');
  t.equal(error.message, 'It cannot run here. Go elsewhere.\nOr set COLOPHON_DATABASE_URL to use a PostgreSQL of your own.');
});
