import { z } from 'zod';
import type { Actor, Recorded } from '../../../../domain/kernel/event.ts';
import { jsonObject, type JsonObject } from '../../../../domain/kernel/json.ts';

export const actorSchema = z.object({ kind: z.enum(['user', 'task', 'agent', 'system']), id: z.string() });

export const actorShape = ({ kind, id }: Actor): z.infer<typeof actorSchema> => ({ kind, id });

/** An event as the log holds it. Positions are text: they may be larger than numbers of JSON are. */
export const eventSchema = z.object({
  event_id: z.uuid(),
  type: z.string(),
  version: z.int(),
  stream: z.string(),
  revision: z.int(),
  position: z.string(),
  time: z.iso.datetime(),
  actor: actorSchema,
  command_id: z.uuid(),
  correlation_id: z.uuid(),
  causation_id: z.uuid().nullable(),
  data: jsonObject,
});

export const eventShape = ({
  id,
  type,
  version,
  stream,
  revision,
  position,
  time,
  metadata,
  data,
}: Recorded): z.infer<typeof eventSchema> => ({
  event_id: id,
  type,
  version,
  stream,
  revision,
  position: String(position),
  time: time.toISOString(),
  actor: actorShape(metadata.actor),
  command_id: metadata.commandId,
  correlation_id: metadata.correlationId,
  causation_id: metadata.causationId,
  data: data as JsonObject,
});
