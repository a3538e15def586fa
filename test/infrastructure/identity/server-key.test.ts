import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'tap';
import { serverKey } from '../../../infrastructure/identity/server-key.ts';

const folder = (t: { teardown(fn: () => void): void }): string => {
  const made = mkdtempSync(join(tmpdir(), 'colophon-key-'));
  t.teardown(() => rmSync(made, { recursive: true }));
  return made;
};

test('the key is made once, kept, and readable by its owner alone', async (t) => {
  const data = join(folder(t), 'data');
  const key = serverKey(data);
  t.match(key, /^[\w-]{43}$/);
  t.equal(serverKey(data), key);
  t.same(readdirSync(data), ['secret.key']);
  t.equal(statSync(join(data, 'secret.key')).mode & 0o777, 0o600);
  t.not(serverKey(folder(t)), key);
});

test('a key that an operator put there is used as it is', async (t) => {
  const data = folder(t);
  writeFileSync(join(data, 'secret.key'), 'a key of one’s own\n');
  t.equal(serverKey(data), 'a key of one’s own');
});

test('an empty or shortened key is an error that says what to do', async (t) => {
  const data = folder(t);
  for (const damaged of ['', 'short\n']) {
    writeFileSync(join(data, 'secret.key'), damaged);
    t.throws(() => serverKey(data), /holds no key of at least 16 characters: restore it, or remove it/);
  }
});
