import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { permitFor } from '../../../../application/ports/blobs.ts';
import { derivedId } from '../../../../domain/kernel/ids.ts';
import { action } from '../../edge/operation.ts';
import { json } from '../../edge/reply.ts';
import { admin } from '../../edge/right.ts';
import { processId } from '../../process/schema.ts';
import { corpusOfProcessEver } from './corpus-of.ts';

const schema = z.object({
  id: z.uuid(),
  s3_url: z.url().describe('Where the bundle can be fetched until it expires'),
  lines: z.int(),
  sha256: z.string().describe('Of the whole file, in hex'),
  expires: z.iso.datetime(),
});

export const createAuditBundle = action({
  id: 'CreateAuditBundle',
  method: 'post',
  path: '/colophon/process/{id}/audit-bundle/',
  tag: 'colophon',
  summary: 'Everything that the log holds about a process, chained and signed; `colophon audit verify` checks it offline.',
  who: admin.on(corpusOfProcessEver),
  params: processId,
  status: 201,
  answer: schema,
  async respond({ path, commandId, baseUrl }, { audit, blobs, clock }) {
    const id = derivedId(commandId, 'audit bundle');
    const ref = { bucket: 'export', key: `audit/${id}.jsonl` } as const;
    const hash = createHash('sha256');
    let lines = 0;
    async function* counted() {
      for await (const line of audit.bundles.lines(path.id)) {
        hash.update(line);
        lines += 1;
        yield line;
      }
    }
    await blobs.put(ref, Readable.from(counted()));
    const expiresAt = new Date(clock.now().getTime() + permitFor.read);
    const s3_url = blobs.signedUrl({ ...ref, method: 'GET', size: null, expiresAt }, baseUrl);
    return json({ id, s3_url, lines, sha256: hash.digest('hex'), expires: expiresAt.toISOString() }, 201);
  },
});
