import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'tap';
import { BackupWriter } from '../../../../infrastructure/backup/backup-folder.ts';
import { backupFolder, backupsIn, pathOf } from '../../../../infrastructure/container/upkeep/backup-place.ts';

const manifest = {
  made: '2026-01-01T00:00:00.000Z',
  migrations: [],
  serverKey: 'digest',
  log: { events: 3, streams: 2, hash: 'abc' },
  objects: 'included' as const,
};

test('backups lie in the data folder, or where the setting says', async (t) => {
  t.equal(backupFolder({ backups: undefined }, '/data'), '/data/backups');
  t.equal(backupFolder({ backups: '/mnt/backups' }, '/data'), '/mnt/backups');
});

test('whatever the name, it is refused by its field, or names something in the folder itself', async () => {
  const names = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[a-z./\\-]{1,8}$/),
    fc.constantFrom('..', '.', '', 'a/../../b', '/etc', 'x.partial', 'a..b'),
  );
  fc.assert(
    fc.property(names, (name) => {
      try {
        const path = pathOf('/data/backups', 'name', name);
        return path === `/data/backups/${name}` && !/[/\\]|\.\./.test(name);
      } catch (error) {
        return (error as { field?: string }).field === 'name';
      }
    }),
  );
});

test('what is in the folder is listed by name, with what each holds, or why it is none; what is not finished is not', async (t) => {
  const folder = t.testdir();
  t.strictSame(await backupsIn(join(folder, 'not-there')), []);
  for (const name of ['b', 'a']) {
    const writer = await BackupWriter.begin(join(folder, name));
    await writer.add('log.jsonl', ['12345']);
    await writer.finish(manifest);
  }
  const of = { made: manifest.made, events: 3, streams: 2, hash: 'abc', objects: 'included', files: 1, bytes: 5 };
  mkdirSync(join(folder, 'c'));
  mkdirSync(join(folder, 'd.partial'));
  writeFileSync(join(folder, 'file'), 'x');
  writeFileSync(join(folder, 'b', 'manifest.json'), 'changed');
  t.match(await backupsIn(folder), [
    { name: 'a', of, problem: null },
    { name: 'b', of: null, problem: /manifest\.json is damaged/ },
    { name: 'c', of: null, problem: /is no backup/ },
  ]);
  t.equal((await backupsIn(folder)).length, 3);
});

test('given a backup that is broken off, nothing is left of it', async (t) => {
  const folder = t.testdir();
  const breaking = new AbortController();
  const writer = await BackupWriter.begin(join(folder, 'a'), breaking.signal);
  await writer.add('one', ['x']);
  async function* endless() {
    for (;;) yield 'x';
  }
  const adding = writer.add('two', endless());
  breaking.abort();
  await t.rejects(adding, { name: 'AbortError' });
  await t.rejects(writer.add('three', ['x']));
  await writer.discard();
  await BackupWriter.begin(join(folder, 'a'));
});
