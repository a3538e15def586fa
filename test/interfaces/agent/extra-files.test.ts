import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { test } from 'tap';
import type { Test } from 'tap';
import { openServer, startAgent } from './support/agent-process.ts';

function archive(t: Test): Buffer {
  const folder = t.testdir({ model: { 'weights.txt': 'heavy\n' } });
  execFileSync('tar', ['-c', '-f', join(folder, 'model.tar'), '-C', folder, 'model']);
  return zstdCompressSync(readFileSync(join(folder, 'model.tar')));
}

const md5 = (content: Buffer): string => createHash('md5').update(content).digest('hex');

test('the archive of a model version is unpacked for the task', async (t) => {
  const server = await openServer(t);
  const content = archive(t);
  startAgent(t, server, join(t.testdirName, 'agent'));

  const { task } = server.give({
    command: 'cd "$PONOS_DATA/extra_files" && ls && cat model/weights.txt plain.txt',
    extraFiles: [
      { name: 'model.tar.zst', content, archive_hash: md5(content), unpack: true },
      { name: 'plain.txt', content: Buffer.from('plain\n') },
    ],
  });

  await server.reported(task, 'completed');
  t.equal(server.blob(`ponos-logs/${task}.log`), 'model\nplain.txt\nheavy\nplain\n');
});

test('an archive that is not what was announced is an error with its name', async (t) => {
  const server = await openServer(t);
  const content = archive(t);
  startAgent(t, server, join(t.testdirName, 'agent'));

  const other = server.give({
    command: 'true',
    extraFiles: [{ name: 'model.tar.zst', content, archive_hash: md5(Buffer.from('')), unpack: true }],
  });
  const broken = server.give({
    command: 'true',
    extraFiles: [{ name: 'broken.tar.zst', content: Buffer.from('no archive'), unpack: true }],
  });

  t.match(await server.reported(other.task, 'error'), { cause: 'agent_error', detail: /model\.tar\.zst has not the MD5/ });
  t.match(await server.reported(broken.task, 'error'), { cause: 'agent_error', detail: /broken\.tar\.zst cannot be unpacked/ });
});
