import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { test, type Test } from 'tap';
import { unpackTarZst } from '../../../interfaces/agent/unpack.ts';

/** An archive with one file of these bytes. */
function archiveOf(t: Test, content: string | Buffer): string {
  const folder = t.testdir({ model: { 'weights.bin': content } });
  execFileSync('tar', ['-c', '-f', join(folder, 'model.tar'), '-C', folder, 'model']);
  const archive = join(folder, 'model.tar.zst');
  writeFileSync(archive, zstdCompressSync(readFileSync(join(folder, 'model.tar'))));
  return archive;
}

/** Lets a script stand in for tar until the test ends. */
function tarIs(t: Test, script: string): void {
  const folder = join(t.testdirName, 'bin');
  mkdirSync(folder);
  writeFileSync(join(folder, 'tar'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'tar'), 0o755);
  const path = process.env.PATH ?? '';
  process.env.PATH = `${folder}:${path}`;
  t.teardown(() => (process.env.PATH = path));
}

/** More than a pipe holds, and not to be made smaller. */
const large = Buffer.from(Array.from({ length: 400_000 }, (_, n) => Math.imul(n, 2_654_435_761) >>> 24));

test('given a tar that is content before its pipe is closed, when it unpacks, then that is no failure', async (t) => {
  const archive = archiveOf(t, large);
  tarIs(t, 'exit 0');
  await t.resolves(unpackTarZst(archive, join(t.testdirName, 'out')));
});

test('given a tar that gives up, when it unpacks, then its words are told', async (t) => {
  const archive = archiveOf(t, large);
  tarIs(t, 'echo no room >&2; exit 2');
  await t.rejects(unpackTarZst(archive, join(t.testdirName, 'out')), { message: 'tar ended with 2: no room' });
});

test('given an archive that is cut off or altered, when it is unpacked, then it fails, whatever tar says', async (t) => {
  const archive = archiveOf(t, large);
  const whole = readFileSync(archive);
  const cut = join(t.testdirName, 'cut.tar.zst');
  writeFileSync(cut, whole.subarray(0, whole.length - 50));
  tarIs(t, 'cat > /dev/null; exit 0');
  await t.rejects(unpackTarZst(cut, join(t.testdirName, 'out')));
  writeFileSync(cut, 'no archive');
  await t.rejects(unpackTarZst(cut, join(t.testdirName, 'out')));
});

test('given a busy program, when it unpacks again and again, then each time it has everything', async (t) => {
  const archive = archiveOf(t, 'heavy\n');
  const hold = setInterval(() => {
    for (const begin = performance.now(); performance.now() - begin < 10;);
  }, 15);
  t.teardown(() => clearInterval(hold));
  const unpacked = await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      const out = join(t.testdirName, `out-${n}`);
      await unpackTarZst(archive, out);
      return existsSync(join(out, 'model', 'weights.bin'));
    }),
  );
  t.same(new Set(unpacked), new Set([true]));
});
