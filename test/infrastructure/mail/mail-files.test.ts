import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'tap';
import { MailFiles } from '../../../infrastructure/mail/files/mail-files.ts';
import { LazyMail } from '../../../infrastructure/mail/lazy-mail.ts';
import { mailContract, message } from '../../contract/mail/mail-contract.ts';
import type { TestScope } from '../../support/postgres.ts';

async function folderOf(t: TestScope): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'colophon-mail-'));
  t.teardown(() => rm(home, { recursive: true, force: true }));
  return join(home, 'mail');
}

mailContract('files, loaded with the first mail', async (t) => {
  const folder = await folderOf(t);
  return {
    transport: new LazyMail(async () => new MailFiles(folder, 'Colophon <colophon@example.org>')),
    arrived: async () => Promise.all((await readdir(folder)).sort().map((name) => readFile(join(folder, name), 'utf8'))),
  };
});

test('files: their names sort by time, and only their owner may read them', async (t) => {
  const folder = await folderOf(t);
  const transport = new MailFiles(folder, 'colophon@example.org');
  await transport.send(message);
  t.same(await readdir(folder), ['20260302T102131Z-9c0c0000-0000-4000-8000-000000000001.eml']);
  const { mode } = await stat(join(folder, (await readdir(folder))[0] ?? ''));
  t.equal(mode & 0o777, 0o600);
});

test('files: a folder that cannot be made is a refusal for now, and told to whoever asks', async (t) => {
  const folder = await folderOf(t);
  await writeFile(folder, 'in the way');
  const transport = new MailFiles(folder, 'colophon@example.org');
  t.match(await transport.send(message), { kind: 'refused', permanent: false, reason: String });
  t.match(await transport.trouble(), folder);
});
