import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { StreamHashes } from '../../../application/log/copy/stream-hashes.ts';
import { foretold } from '../../../application/log/foretold.ts';
import { LogFile, logLines } from '../../../infrastructure/backup/log-file.ts';
import { contentOf, logOf } from '../../application/log/copy/logs.ts';
import { readOn } from '../../contract/event-store/events.ts';
import { testFolder } from '../database/embedded/support/homes.ts';

test('a log is written line by line and read back as it was; how much is written is told page by page', async (t) => {
  const store = await logOf(...Array.from({ length: 2_500 }, (_, n) => `page-${n % 7}`));
  const [path, told, hashes] = [join(testFolder(t), 'log.jsonl'), [] as number[], new StreamHashes()];

  const parts = await Array.fromAsync(logLines(store, await store.head(), hashes, (events) => told.push(events)));

  writeFileSync(path, parts.join(''));
  const file = new LogFile(path);
  t.strictSame(
    (await readOn(file)).map(({ position: _, ...event }) => event),
    await contentOf(store),
  );
  await file.close();
  t.strictSame(told, [1_000, 2_000, 2_500]);
  t.equal(hashes.streams, 7);
});

test('how many events there are is foretold by how far along the log so many of them reach', async (t) => {
  t.equal(foretold(100, 1_000n, 10_000n), 1_000);
  t.equal(foretold(0, 0n, 10_000n), 0, 'not before the first');
  t.equal(foretold(100, 1_000n, 900n), 100, 'never fewer than there are already');
});
