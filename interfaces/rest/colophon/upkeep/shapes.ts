import { z } from 'zod';
import { upkeepKinds, upkeepStates, type UpkeepRun } from '../../../../application/ports/upkeep-runs.ts';
import { UpkeepForbidden } from '../../../../application/upkeep/upkeep.ts';
import { UnusableRequest, type UpkeepWork } from '../../../../application/upkeep/work.ts';
import { derivedId } from '../../../../domain/kernel/ids.ts';
import { refusal, refused } from '../../../../domain/kernel/refusal.ts';
import { settingsSchema } from '../../../../infrastructure/settings.ts';
import type { AskedToWrite } from '../../edge/asked.ts';
import { edgeRefusal, EdgeRefusal, invalid } from '../../edge/refusals/edge-refusal.ts';
import { json, type Refused, type Reply } from '../../edge/reply.ts';
import type { Services } from '../../edge/services.ts';
import { mapper } from '../../edge/shown.ts';
import { actorText } from '../projections/shapes.ts';

const { databaseUrl, eventStoreUrl, blobsUrl } = settingsSchema.shape;

/** Engines of an installation that is to be, by addresses of the form that the settings take. */
export const engines = {
  database_url: databaseUrl.describe('An empty PostgreSQL; without one the embedded one, in the new data folder'),
  event_store_url: eventStoreUrl.describe('An empty EventStoreDB for the log; without one the log is in the database'),
  blobs_url: blobsUrl.describe('An empty bucket for files; without one they are in the new data folder'),
};

export const logAddress = z.string().refine((text) => databaseUrl.safeParse(text).success || eventStoreUrl.safeParse(text).success, {
  message:
    'Must be postgres://user:password@host:5432/name or esdb://user:password@host:2113, with what is special in names and passwords as %40.',
});

export const backupName = z.object({ name: z.string() });
export const runId = z.object({ id: z.uuid() });

export const runSchema = z.object({
  id: z.uuid(),
  kind: z.enum(upkeepKinds),
  asked: z.record(z.string(), z.unknown()).describe('What was asked for; passwords are masked'),
  asked_by: z.string(),
  asked_at: z.iso.datetime(),
  state: z.enum(upkeepStates).describe('lost: the node that did it has gone'),
  phase: z.string().nullable(),
  done: z.number().describe('Events or files of this phase'),
  total: z.number().nullable().describe('Of how many; foretold where nobody has counted them'),
  ended_at: z.iso.datetime().nullable(),
  result: z.record(z.string(), z.unknown()).nullable().describe('What the command of the same name prints with --json'),
  problem: z.string().nullable().describe('Why it did not come to its end, and what to do'),
});

const shape = (run: UpkeepRun): z.infer<typeof runSchema> => ({
  id: run.id,
  kind: run.kind,
  asked: run.asked,
  asked_by: run.askedBy,
  asked_at: run.askedAt.toISOString(),
  state: run.state,
  phase: run.phase,
  done: run.done,
  total: run.total,
  ended_at: run.endedAt?.toISOString() ?? null,
  result: run.result as Record<string, unknown> | null,
  problem: run.problem,
});

export const runShown = mapper({ shape });

/** Begins what was asked for; null: there is nothing of that name. A request that is sent again finds its run. */
export async function begun(
  { commandId, principal }: AskedToWrite,
  { upkeep }: Services,
  work: () => UpkeepWork | null | Promise<UpkeepWork | null>,
): Promise<Reply | Refused> {
  const id = derivedId(commandId, 'upkeep run');
  return answered(async () => {
    const before = await upkeep.find(id);
    if (before) return before;
    const wanted = await work();
    return wanted && upkeep.begin(id, wanted, actorText(principal));
  });
}

/** A run as the answer; what may not be as things stand is refused as `state_forbidden`, what was asked amiss by the name of the field. */
export async function answered(work: () => Promise<UpkeepRun | null>): Promise<Reply | Refused> {
  try {
    const run = await work();
    return run ? json(shape(run), 202) : refused(refusal('not_found'));
  } catch (error) {
    if (error instanceof UpkeepForbidden) throw edgeRefusal('state_forbidden', { message: error.message });
    if (error instanceof UnusableRequest) throw new EdgeRefusal([invalid(error.field, error.message)]);
    throw error;
  }
}
