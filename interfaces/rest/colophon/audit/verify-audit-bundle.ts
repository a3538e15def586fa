import { z } from 'zod';
import { fingerprintOf } from '../../../../application/audit/bundle/manifest.ts';
import { verifyBundle } from '../../../../application/audit/bundle/verify.ts';
import { action } from '../../edge/operation.ts';
import { json } from '../../edge/reply.ts';
import { instanceAdmin } from '../../edge/right.ts';

const damage = z.object({
  line: z.int().describe('The first line that is not as it was signed, from 1'),
  kind: z.enum(['no_bundle', 'altered', 'removed', 'added', 'manifest_missing', 'manifest_altered', 'other_key']),
});

const answer = z.object({
  whole: z.boolean().describe('It is as this installation signed it'),
  damage: damage.nullable(),
  lines: z.int(),
  process: z.string().nullable(),
  time: z.string().nullable(),
  key: z.string().nullable().describe('Fingerprint of the key that the bundle encloses'),
  key_given: z.boolean().describe('It was held against a key; here always, that of this installation'),
  own_key: z.string().describe('Fingerprint of that key'),
});

export const verifyAuditBundle = action({
  id: 'VerifyAuditBundle',
  method: 'post',
  path: '/colophon/audit/verify/',
  tag: 'colophon',
  summary:
    'Whether a bundle, the body, is as this installation signed it. One of another installation is `other_key`: `colophon audit verify --key` checks that.',
  who: instanceAdmin,
  upload: { types: ['application/x-ndjson', 'application/jsonl', 'text/plain', 'application/octet-stream'], maxBytes: 256 * 1024 ** 2 },
  answer,
  async respond({ upload }, { audit: { publicKey } }) {
    const verdict = await verifyBundle(upload, publicKey);
    const said: z.infer<typeof answer> = {
      whole: verdict.damage === null,
      ...verdict,
      key_given: true,
      own_key: fingerprintOf(publicKey),
    };
    return json(said);
  },
});
