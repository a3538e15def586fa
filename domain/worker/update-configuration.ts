import { z } from 'zod';
import { refusal, refused, unless, when } from '../kernel/refusal.ts';
import { nameOf } from '../kernel/texts.ts';
import type { WorkerEvent } from './events.ts';
import { decision } from './state.ts';

/** A new name, or into the archive; out of it only for an instance admin (`instanceAdmin`: who asks is one). */
export const updateConfiguration = decision({
  name: 'UpdateConfiguration',
  input: z.object({
    configurationId: z.uuid(),
    name: nameOf(250).optional(),
    archived: z.boolean().optional(),
    instanceAdmin: z.boolean(),
  }),
  decide(state, { configurationId, name, archived, instanceAdmin }) {
    const present = state.configurations.find((one) => one.configurationId === configurationId);
    if (!present) return refused(refusal('not_found'));
    const renamed = name !== undefined && name !== present.name ? name : null;
    const moved = archived !== undefined && archived !== present.archived ? archived : null;
    const taken = state.configurations.some((one) => one.name === renamed);
    return when(
      [
        unless(!taken, 'name_taken', { field: 'name', params: { name: renamed } }),
        unless(moved !== false || instanceAdmin, 'forbidden', { field: 'archived' }),
      ],
      (): readonly WorkerEvent[] => [
        ...(renamed === null ? [] : [{ type: 'ConfigurationRenamed' as const, data: { configurationId, name: renamed } }]),
        ...(moved === null
          ? []
          : [{ type: moved ? ('ConfigurationArchived' as const) : ('ConfigurationUnarchived' as const), data: { configurationId } }]),
      ],
    );
  },
});
