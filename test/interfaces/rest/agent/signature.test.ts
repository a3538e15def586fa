import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'tap';
import { isSigned, type SignedRegistration } from '../../../../interfaces/rest/agent/signature.ts';

const keys = generateKeyPairSync('ed25519');
const raw = (key: typeof keys.publicKey): string => key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
const about = { farmId: 'f0000000-0000-4000-8000-000000000001', issuedAt: '2026-01-01T12:00:00Z', hostname: 'press-1' };
const signed = (text: string): string => sign(null, Buffer.from(text), keys.privateKey).toString('base64');
const registration: SignedRegistration = {
  ...about,
  publicKey: raw(keys.publicKey),
  signature: signed(`${about.farmId}\n${about.issuedAt}\n${about.hostname}`),
};

test('a registration signed with the key that it names is taken', async (t) => {
  t.equal(isSigned(registration), true);
});

test('what was signed is the farm, the time and the name: none can be put in the place of another', async (t) => {
  for (const other of [{ farmId: 'other' }, { issuedAt: '2026-01-01T12:00:01Z' }, { hostname: 'press-2' }])
    t.equal(isSigned({ ...registration, ...other }), false);
  t.equal(isSigned({ ...registration, issuedAt: about.hostname, hostname: about.issuedAt }), false);
});

test("another agent's key does not fit the signature", async (t) => {
  t.equal(isSigned({ ...registration, publicKey: raw(generateKeyPairSync('ed25519').publicKey) }), false);
});

test('what is no key or no signature is not taken, and is no error', async (t) => {
  for (const publicKey of [
    '',
    'nonsense',
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(33).toString('base64'),
    Buffer.alloc(32, 255).toString('base64'),
  ])
    t.equal(isSigned({ ...registration, publicKey }), false);
  for (const signature of ['', 'nonsense', Buffer.alloc(64).toString('base64'), Buffer.alloc(65).toString('base64')])
    t.equal(isSigned({ ...registration, signature }), false);
});
