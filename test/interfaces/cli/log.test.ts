import { closeSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { readSettings } from '../../../infrastructure/config.ts';
import { logPlace, makeRoom, serverLog } from '../../../interfaces/cli/log.ts';
import { until } from '../../e2e/support/until.ts';

test('given a short log, it stays where it is', async (t) => {
  const path = join(t.testdir({ 'colophon.log': 'short' }), 'colophon.log');
  const fd = openSync(path, 'a');
  t.teardown(() => closeSync(fd));
  t.notOk(makeRoom(path, fd, 100));
});

test('given a long log, it makes room, and older ones move on until they are too old', async (t) => {
  const files = { 'colophon.log': 'newest', ...Object.fromEntries([1, 2, 3, 4, 5].map((age) => [`colophon.log.${age}`, `age ${age}`])) };
  const folder = t.testdir(files);
  const path = join(folder, 'colophon.log');
  const fd = openSync(path, 'a');
  t.teardown(() => closeSync(fd));
  t.ok(makeRoom(path, fd, 3));
  t.strictSame(
    readdirSync(folder)
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8')),
    ['newest', 'age 1', 'age 2', 'age 3', 'age 4'],
  );
});

test('given a log that another program has moved aside, it is followed to the new file and not moved again', async (t) => {
  const folder = t.testdir({ 'colophon.log': 'long enough' });
  const path = join(folder, 'colophon.log');
  const [ours, theirs] = [openSync(path, 'a'), openSync(path, 'a')];
  t.ok(makeRoom(path, theirs, 3));
  writeFileSync(path, 'also long enough');
  t.ok(makeRoom(path, ours, 3), 'to be opened anew');
  t.strictSame(readdirSync(folder).sort(), ['colophon.log', 'colophon.log.1']);
  for (const fd of [ours, theirs]) closeSync(fd);
});

test('given a data folder, lines are written there as JSON', async (t) => {
  const settings = readSettings({ COLOPHON_DATA: t.testdir() });
  serverLog(settings).info({ request_id: 'r' }, 'request');
  const line = await until('it is written', () => readFileSync(logPlace(settings), 'utf8'));
  t.match(JSON.parse(line), { level: 30, request_id: 'r', msg: 'request' });
  t.equal(logPlace({ ...settings, logTo: 'stdout' }), 'standard output');
});

test('given an error with the connection that it came from, its line tells the error alone', async (t) => {
  const settings = readSettings({ COLOPHON_DATA: t.testdir() });
  const error = Object.assign(new Error('broken', { cause: new Error('a cable') }), { code: '57P01', client: { secretKey: 1 } });
  serverLog(settings).warn({ err: error }, 'A connection broke.');
  const line = await until('it is written', () => readFileSync(logPlace(settings), 'utf8'));
  t.match(JSON.parse(line), { err: { type: 'Error', message: 'broken: a cable', code: '57P01', stack: /a cable/ } });
  t.notMatch(line, /secretKey/);
});
