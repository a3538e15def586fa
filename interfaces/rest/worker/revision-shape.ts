import { z } from 'zod';
import type { ShownRevision } from '../../../projections/revisions/queries.ts';

export const revisionSchema = z.object({
  id: z.uuid(),
  hash: z.string(),
  name: z.string().describe('First line of the message'),
  message: z.string(),
  author: z.string(),
  refs: z.array(z.object({ id: z.uuid(), type: z.enum(['branch', 'tag']), name: z.string() })),
  commit_url: z.string(),
  created: z.iso.datetime(),
});

export const revisionShape = (row: ShownRevision): z.infer<typeof revisionSchema> => ({
  id: row.id,
  hash: row.hash,
  name: row.message.split('\n', 1)[0] ?? '',
  message: row.message,
  author: row.author,
  refs: row.refs.map(({ id, type, name }) => ({ id, type, name })),
  commit_url: `${row.repositoryUrl ?? ''}/commit/${row.hash}`,
  created: (row.committedAt ?? row.created).toISOString(),
});
