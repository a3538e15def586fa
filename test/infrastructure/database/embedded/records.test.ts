import { existsSync, mkdirSync, readdirSync, readFileSync, closeSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { test } from 'tap';
import { findPlatformPackage } from '../../../../infrastructure/database/embedded/platform-package.ts';
import { readPostmaster } from '../../../../infrastructure/database/embedded/postmaster-file.ts';
import { scratchName, sweepScratch } from '../../../../infrastructure/database/embedded/scratch.ts';
import { ServerLog } from '../../../../infrastructure/database/embedded/server-log.ts';
import { testFolder } from './support/homes.ts';

/** The id of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

test('the record of a dead server counts for nothing', async (t) => {
  const data = testFolder(t);
  writeFileSync(join(data, 'postmaster.pid'), `${deadPid()}\n${data}\n0\n5432\n/nowhere\n\n\nready\n`);

  t.equal(readPostmaster(data), undefined);
  t.ok(existsSync(join(data, 'postmaster.pid')), 'PostgreSQL itself clears it away');
});

test('a record whose process id is another process by now is cleared away', async (t) => {
  const data = testFolder(t);
  writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n0\n5432\n/nowhere\n\n\nready\n`);

  t.equal(readPostmaster(data), undefined);
  t.notOk(existsSync(join(data, 'postmaster.pid')));
});

test('only the scratch of dead programs is swept', async (t) => {
  const folder = testFolder(t);
  const mine = scratchName('init');
  const namesake = `init.new-${process.pid}-999`;
  for (const name of [mine, namesake, `init.new-${deadPid()}-0`, 'backup.2024.1', '4711']) mkdirSync(join(folder, name));

  sweepScratch(folder);

  t.same(readdirSync(folder).sort(), [mine, 'backup.2024.1', '4711'].sort());
});

test('a large log is put aside before the next server writes', async (t) => {
  const home = testFolder(t);
  const log = new ServerLog(home, 10);
  writeFileSync(log.path, 'more than ten bytes');

  closeSync(log.openForServer(undefined));

  t.equal(log.size(), 0);
  t.equal(readFileSync(`${log.path}.1`, 'utf8'), 'more than ten bytes');
});

test('the log since a moment is read from there', async (t) => {
  const log = new ServerLog(testFolder(t));
  t.equal(log.since(0), '', 'nothing was written yet');
  writeFileSync(log.path, 'before, after');
  t.equal(log.since('before, '.length), 'after');
});

test('a platform without a package is named', async (t) => {
  t.throws(() => findPlatformPackage('linux', 'riscv64'), { code: 'unsupported_platform', message: /linux-riscv64/ });
});
