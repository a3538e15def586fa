import { z } from 'zod';

const entry = /^([0-9a-f-]{36})\.(\d{1,9})\.(preparing|running)$/i;

/** The repeated parameter `task=<task id>.<term>.<phase>`: what the agent is working on. */
export const workedOn = z
  .array(z.string().regex(entry, 'Must be <task id>.<term>.<phase>, the phase preparing or running.'))
  .transform((values) =>
    values.flatMap((value) => {
      const [, taskId = '', term, phase] = entry.exec(value) ?? [];
      return phase === 'preparing' || phase === 'running' ? [{ taskId: taskId.toLowerCase(), term: Number(term), phase } as const] : [];
    }),
  )
  .meta({ type: 'array', items: { type: 'string' } });
