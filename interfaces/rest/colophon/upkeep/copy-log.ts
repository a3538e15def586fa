import { z } from 'zod';
import { action } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { begun, logAddress, runSchema } from './shapes.ts';

export const copyLog = action({
  id: 'CopyLog',
  method: 'post',
  path: '/colophon/log/copy/',
  tag: 'colophon',
  summary: 'Begin to copy the log into another event store and to verify the copy; the same request goes on with one that was broken off.',
  who: instanceAdmin,
  status: 202,
  body: z.object({ to: logAddress.describe('Empty, or holding a beginning of the log') }),
  answer: runSchema,
  respond: (asked, services) => begun(asked, services, () => services.upkeepWorks.copyLog(asked.body.to)),
});
