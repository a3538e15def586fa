import { verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'tap';
import { signingKey } from '../../../infrastructure/identity/signing-key.ts';

const folder = (t: { teardown(fn: () => void): void }): string => {
  const made = mkdtempSync(join(tmpdir(), 'colophon-key-'));
  t.teardown(() => rmSync(made, { recursive: true }));
  return made;
};
const message = Buffer.from('what happened');

test('the key is made once, kept, and readable by its owner alone', async (t) => {
  const data = join(folder(t), 'data');
  const { publicKey, sign } = signingKey(data);
  t.equal(signingKey(data).publicKey, publicKey);
  t.same(readdirSync(data), ['signing.key']);
  t.equal(statSync(join(data, 'signing.key')).mode & 0o777, 0o600);
  t.not(signingKey(folder(t)).publicKey, publicKey);
  t.ok(verify(null, message, publicKey, sign(message)));
  t.match(publicKey, /^-----BEGIN PUBLIC KEY-----/);
});

test('a key that is given is used, and none is made', async (t) => {
  const first = folder(t);
  const { publicKey } = signingKey(first);
  const second = folder(t);
  t.equal(signingKey(second, readFileSync(join(first, 'signing.key'), 'utf8')).publicKey, publicKey);
  t.same(readdirSync(second), []);
});

test('a damaged key is an error that says what to do; another is never made in its place', async (t) => {
  const data = folder(t);
  writeFileSync(join(data, 'signing.key'), 'rust');
  t.throws(() => signingKey(data), /signing\.key holds no Ed25519 private key in PEM: restore it/);
  t.throws(() => signingKey(data, 'rust'), /COLOPHON_SIGNING_KEY holds no Ed25519 private key/);
});
