import { join } from 'node:path';
import { test } from 'tap';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { colophon } from './support/command.ts';

test('given an installation that has never served, the doctor says what is missing, and that nothing is wrong', async (t) => {
  const { code, out } = await colophon(['doctor'], { COLOPHON_DATA: join(testFolder(t), 'data') });
  t.equal(code, 0);
  t.match(out, /^ok +database: PostgreSQL 18/m);
  t.match(out, /^WARNING projections: No projection has run yet\.\n +→ Start the server/m);
});

test('given a queue and a mail server that are away, the exit code is 1, and each finding says what to do', async (t) => {
  const away = { COLOPHON_QUEUE_URL: 'redis://127.0.0.1:1', COLOPHON_MAIL_URL: 'smtp://127.0.0.1:1' };
  const environment = { COLOPHON_DATA: join(testFolder(t), 'data'), ...away };
  const { code, lastLine } = await colophon(['doctor', '--json'], environment);
  t.equal(code, 1);
  const { sound, findings } = JSON.parse(lastLine) as { readonly sound: boolean; readonly findings: readonly { check: string }[] };
  t.equal(sound, false);
  const of = (name: string) => findings.find(({ check }) => check === name);
  t.match(of('queue'), { grade: 'problem', remedy: /COLOPHON_QUEUE_URL/ });
  t.match(of('mail'), { grade: 'problem', says: /ECONNREFUSED/, remedy: /COLOPHON_MAIL_URL/ });
});

test('given a database that is not there, that is the one finding', async (t) => {
  const environment = { COLOPHON_DATA: join(testFolder(t), 'data'), COLOPHON_DATABASE_URL: 'postgres://x@127.0.0.1:1/x' };
  const { code, lastLine } = await colophon(['doctor', '--json'], environment);
  t.equal(code, 1);
  t.match(JSON.parse(lastLine), { sound: false, findings: [{ check: 'start', grade: 'problem', says: /COLOPHON_DATABASE_URL/ }] });
});

test('given settings that cannot be used, the doctor names them; config print does too', async (t) => {
  const environment = { COLOPHON_PORT: 'many' };
  const asked = await colophon(['doctor', '--json'], environment);
  t.match([asked.code, JSON.parse(asked.lastLine)], [1, { findings: [{ check: 'start', says: /COLOPHON_PORT/ }] }]);
  const printed = await colophon(['config', 'print'], environment);
  t.match([printed.code, printed.out, printed.err], [1, '', /COLOPHON_PORT/]);
});

test('given secrets, config print shows where they came from and not what they are', async (t) => {
  const environment = { COLOPHON_DATABASE_URL: 'postgres://me:hidden@db/c', COLOPHON_SECRET_KEY: 'hidden-hidden-hidden' };
  const { code, out } = await colophon(['config', 'print', '--json'], environment);
  t.equal(code, 0);
  t.notMatch(out, /hidden/);
  t.match(JSON.parse(out), { settings: Array });
});
