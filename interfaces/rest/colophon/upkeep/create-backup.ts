import { z } from 'zod';
import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { begun, runSchema } from './shapes.ts';

export const createBackup = action({
  id: 'CreateBackup',
  method: 'post',
  path: '/colophon/backups/',
  tag: 'colophon',
  summary: 'Begin a backup in the folder of this node that COLOPHON_BACKUPS names. It cannot be fetched: the keys in it open everything.',
  who: instanceAdmin,
  status: 202,
  body: z.object({
    name: z.string().describe('Letters, digits, ".", "_" and "-"'),
    files: z.boolean().default(true).describe('Scans, logs and artifacts, too'),
  }),
  answer: runSchema,
  respond: (asked, services) =>
    begun(asked, services, () => services.upkeepWorks.createBackup(asked.body.name, { files: asked.body.files })),
});
