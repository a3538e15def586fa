import { z } from 'zod';
import type { ShownSetting } from '../../../../application/ports/shown-setting.ts';
import { readArray } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { mapper } from '../../edge/shown.ts';

const answer = z.object({
  name: z.string(),
  variable: z.string().describe('The variable of the environment that sets it'),
  value: z.string().nullable().describe('Secrets and the passwords inside addresses are masked; null: not set'),
  source: z.enum(['default', 'environment', 'file']),
  file: z.string().nullable().describe('The file that holds it, when it came from one'),
});

export const listSettings = readArray({
  id: 'ListSettings',
  method: 'get',
  path: '/colophon/settings/',
  tag: 'colophon',
  summary: 'What the node that answers runs with, and where each value came from; secrets are masked.',
  who: instanceAdmin,
  answer,
  find: async (_, { settings }) => settings(),
  shows: mapper({ shape: (setting: ShownSetting): z.infer<typeof answer> => ({ ...setting }) }),
});
