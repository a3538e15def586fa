import { z } from 'zod';
import { bareGpuId } from '../../../domain/agent/gpu-id.ts';
import { agents, type AgentRow } from '../../../projections/agents/fold.ts';
import { claimsOfAgents } from '../../../projections/agents/queries.ts';
import { farmNames } from '../../../projections/farms/queries.ts';
import { shown, type Showing } from '../edge/shown.ts';
import { holdersOf, taskItem, taskItemSchema } from '../task/item.ts';

export const agentId = z.object({ id: z.uuid() });

const taskRef = z.object({ id: z.uuid(), slug: z.string(), process_id: z.uuid() });

export const agentSchema = z.object({
  id: z.uuid(),
  farm: z.object({ id: z.uuid(), name: z.string() }),
  hostname: z.string(),
  version: z.string(),
  state: z.enum(['active', 'draining', 'lost']),
  active: z.boolean(),
  cpu_cores: z.int(),
  cpu_frequency: z.number(),
  ram_total: z.number().describe('Bytes'),
  cpu_load: z.number().nullable().describe('Share from 0 to 1'),
  ram_load: z.number().nullable().describe('Share from 0 to 1'),
  last_ping: z.iso.datetime().nullable(),
  capabilities: z.array(z.string()),
  gpus: z.array(z.object({ id: z.string(), name: z.string(), index: z.int(), ram_total: z.number(), task: taskRef.nullable() })),
  running_tasks_count: z.int(),
  created: z.iso.datetime(),
});

async function related(rows: readonly AgentRow[], { db, presence }: Showing) {
  const claims = await claimsOfAgents(
    db,
    rows.map(({ id }) => id),
  );
  return {
    farms: await farmNames(
      db,
      rows.map(({ farmId }) => farmId),
    ),
    said: new Map((await presence.all()).map((of) => [of.agentId, of])),
    claims: Map.groupBy(claims, ({ agentId: id }) => id),
  };
}

type Related = Awaited<ReturnType<typeof related>>;
type Shape = z.infer<typeof agentSchema>;

function shape(row: AgentRow, { farms, said, claims }: Related): Shape {
  const { lastPing, cpuLoad, ramLoad } = said.get(row.id) ?? {};
  const mine = claims.get(row.id) ?? [];
  const onGpu = (gpuId: string) => mine.find((task) => bareGpuId(task.gpuId ?? '') === bareGpuId(gpuId));
  return {
    id: row.id,
    farm: { id: row.farmId, name: farms.get(row.farmId) ?? '' },
    hostname: row.hostname,
    version: row.version,
    state: row.state,
    active: row.state !== 'lost',
    cpu_cores: row.cpuCores,
    cpu_frequency: row.cpuFrequency,
    ram_total: row.ramTotal,
    cpu_load: cpuLoad ?? null,
    ram_load: ramLoad ?? null,
    last_ping: lastPing?.toISOString() ?? null,
    capabilities: [...row.capabilities],
    gpus: row.gpus.map(({ gpuId, name, index, ramTotal }) => {
      const task = onGpu(gpuId);
      return {
        id: gpuId,
        name,
        index,
        ram_total: ramTotal,
        task: task ? { id: task.id, slug: task.slug, process_id: task.processId } : null,
      };
    }),
    running_tasks_count: mine.length,
    created: row.created.toISOString(),
  };
}

export const agentShown = shown(agents, { relate: related, shape });

export const agentWithTasksSchema = agentSchema.extend({ running_tasks: z.array(taskItemSchema) });

export const agentWithTasksShown = shown(agents, {
  relate: async (rows: readonly AgentRow[], showing) => {
    const about = await related(rows, showing);
    return { ...about, holders: await holdersOf([...about.claims.values()].flat(), showing) };
  },
  shape: (row: AgentRow, { holders, ...about }): z.infer<typeof agentWithTasksSchema> => ({
    ...shape(row, about),
    running_tasks: (about.claims.get(row.id) ?? []).map((task) => taskItem(task, holders)),
  }),
});
