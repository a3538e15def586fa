import { z } from 'zod';
import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { begun, logAddress, runSchema } from './shapes.ts';

export const verifyLog = action({
  id: 'VerifyLog',
  method: 'post',
  path: '/colophon/log/verify/',
  tag: 'colophon',
  summary: 'Begin to look at every event of the log, or to compare it with another, event by event.',
  who: instanceAdmin,
  status: 202,
  body: z.object({ to: logAddress.optional().describe('The log that it is compared with') }),
  answer: runSchema,
  respond: (asked, services) => begun(asked, services, () => services.upkeepWorks.verifyLog(asked.body.to ?? null)),
});
