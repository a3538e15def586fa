import { z } from 'zod';
import { refusal, refused } from '../../../../domain/kernel/refusal.ts';
import { UnknownProjection } from '../../../../projections/engine/admin/projections-admin.ts';
import type { GenerationView, ProjectionView } from '../../../../projections/engine/admin/views.ts';
import { GenerationBehind, GenerationForbidden } from '../../../../projections/engine/lifecycle/carry-out.ts';
import { generationStates } from '../../../../projections/engine/lifecycle/states.ts';
import { actorOf, type Principal } from '../../edge/principal.ts';
import { json, type Refused, type Reply } from '../../edge/reply.ts';
import { mapper } from '../../edge/shown.ts';

export const projectionName = z.object({ name: z.string() });
export const maxRate = z.int().min(1).nullable().optional().describe('Events per second at most; null: as fast as it goes');
export const reason = z.string().trim().min(1).max(1000);

const checksum = z.object({ rows: z.int(), checksum: z.string() });
const verificationSchema = z.object({
  equal: z.boolean(),
  position: z.string().describe('At which both stood'),
  full: z.boolean().describe('Every row was compared'),
  tables: z.array(checksum.extend({ name: z.string(), live: checksum })),
  differences: z.array(z.object({ table: z.string(), key: z.string(), live: z.unknown(), rebuilt: z.unknown() })),
});

export const generationSchema = z.object({
  number: z.int(),
  version: z.int(),
  state: z.enum(generationStates),
  position: z.string(),
  progress: z.number().describe('Share of the log that it holds, 0 to 1'),
  events_per_second: z.int().nullable().describe('While it is built'),
  eta: z.int().nullable().describe('Seconds until it has caught up'),
  max_rate: z.int().nullable(),
  verifying: z.boolean().describe('A comparison is asked for and not made yet'),
  verification: verificationSchema.nullable().describe('Up to 100 rows of each table that differs'),
  changed_by: z.string(),
  changed: z.iso.datetime(),
  reason: z.string().nullable(),
});

export const generationShape = (generation: GenerationView): z.infer<typeof generationSchema> => ({
  number: generation.number,
  version: generation.version,
  state: generation.state,
  position: generation.position.toString(),
  progress: generation.progress,
  events_per_second: generation.eventsPerSecond,
  eta: generation.eta,
  max_rate: generation.maxRate,
  verifying: generation.verifying,
  verification: generation.verification as z.infer<typeof verificationSchema> | null,
  changed_by: generation.changed.actor,
  changed: generation.changed.time.toISOString(),
  reason: generation.changed.reason,
});

export const projectionSchema = z.object({
  name: z.string(),
  version: z.int(),
  live: generationSchema.nullable(),
  building: generationSchema.nullable().describe('Building, paused, caught up or verified'),
  retired: generationSchema.nullable().describe('What a rollback shows again'),
  events_behind: z.int(),
  seconds_behind: z.number(),
  stuck: z.boolean().describe('Behind, and not moved for 60 s'),
});

const shapeOrNull = (generation: GenerationView | null) => generation && generationShape(generation);

export const projectionShape = (view: ProjectionView): z.infer<typeof projectionSchema> => ({
  name: view.name,
  version: view.version,
  live: shapeOrNull(view.live),
  building: shapeOrNull(view.building),
  retired: shapeOrNull(view.retired),
  events_behind: view.eventsBehind,
  seconds_behind: view.secondsBehind,
  stuck: view.stuck,
});

export const projectionShown = mapper({ shape: projectionShape });

/** Who changes a generation: kept with the change. */
export const actorText = (principal: Principal): string => `user ${actorOf(principal).id}`;

/** A generation as the answer; what may not be as things stand is refused as `state_forbidden`. */
export async function answered(work: Promise<GenerationView>, status = 200): Promise<Reply | Refused> {
  try {
    return json(generationShape(await work), status);
  } catch (error) {
    return refusedAs(error);
  }
}

/** @throws the error itself when it is none of an operator's */
export function refusedAs(error: unknown): Refused {
  if (error instanceof UnknownProjection) return refused(refusal('not_found'));
  if (error instanceof GenerationForbidden || error instanceof GenerationBehind)
    return refused(refusal('state_forbidden', { params: { message: error.message } }));
  throw error;
}
