import { z } from 'zod';
import type { KeptBackup } from '../../../../application/upkeep/work.ts';
import { readArray } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { mapper } from '../../edge/shown.ts';

const answer = z.object({
  name: z.string(),
  made: z.iso.datetime().nullable(),
  events: z.int().nullable(),
  streams: z.int().nullable(),
  hash: z.string().nullable().describe('Of the log'),
  objects: z.enum(['included', 'left out']).nullable(),
  files: z.int().nullable(),
  bytes: z.int().nullable(),
  problem: z.string().nullable().describe('Why it is no backup that can be used'),
});

const unknown = { made: null, events: null, streams: null, hash: null, objects: null, files: null, bytes: null };

export const listBackups = readArray({
  id: 'ListBackups',
  method: 'get',
  path: '/colophon/backups/',
  tag: 'colophon',
  summary: 'The backups in the folder of this node that COLOPHON_BACKUPS names, by name.',
  who: instanceAdmin,
  answer,
  find: (_, { upkeepWorks }) => upkeepWorks.backups(),
  shows: mapper({ shape: ({ name, of, problem }: KeptBackup): z.infer<typeof answer> => ({ name, ...(of ?? unknown), problem }) }),
});
