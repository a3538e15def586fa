import { z } from 'zod';
import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { backupName, begun, engines, runSchema } from './shapes.ts';

export const restoreBackup = action({
  id: 'RestoreBackup',
  method: 'post',
  path: '/colophon/backup/{name}/restore/',
  tag: 'colophon',
  summary: 'Begin to make a new installation of a backup, in a new data folder and empty engines; never over the one that runs.',
  who: instanceAdmin,
  status: 202,
  params: backupName,
  body: z.object({
    data: z.string().describe('Name of the new data folder, which is made in the folder restored of the data folder'),
    ...engines,
  }),
  answer: runSchema,
  respond: (asked, services) =>
    begun(asked, services, () => {
      const { data, database_url: databaseUrl, event_store_url: eventStoreUrl, blobs_url: blobsUrl } = asked.body;
      return services.upkeepWorks.restoreBackup(asked.path.name, { data, databaseUrl, eventStoreUrl, blobsUrl });
    }),
});
