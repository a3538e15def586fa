import { z } from 'zod';
import { fingerprintOf } from '../../../../application/audit/bundle/manifest.ts';
import { action } from '../../edge/operation.ts';
import { json } from '../../edge/reply.ts';
import { instanceAdmin } from '../../edge/right.ts';

export const retrieveAuditKey = action({
  id: 'RetrieveAuditKey',
  method: 'get',
  path: '/colophon/audit/key/',
  tag: 'colophon',
  summary: 'The public key that bundles of this installation are signed with, for those who check them.',
  who: instanceAdmin,
  answer: z.object({ key: z.string().describe('Its fingerprint'), public_key: z.string().describe('In PEM') }),
  respond: async (_, { audit: { publicKey } }) => json({ key: fingerprintOf(publicKey), public_key: publicKey }),
});
