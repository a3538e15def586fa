import { z } from 'zod';
import type { Trace, TracedCommand } from '../../../../application/audit/trace.ts';
import { jsonObject, type JsonObject } from '../../../../domain/kernel/json.ts';
import { actorSchema, actorShape, eventSchema, eventShape } from './shapes.ts';

const commandSchema = z.object({
  command: z.uuid(),
  operation: z.string().nullable().describe('Name of the command; known of refused ones'),
  actor: actorSchema,
  time: z.iso.datetime(),
  target: z.string(),
  refused: z.array(z.string()).describe('Codes; empty when it was carried out'),
  events: z.array(
    eventSchema.extend({ caused: z.array(jsonObject).describe('Commands that reactors sent because of it, in this same form') }),
  ),
});

export const traceSchema = z.object({
  correlation_id: z.uuid(),
  root: commandSchema,
  others: z.array(z.uuid()).describe('Further commands of the correlation, which nothing here caused'),
  truncated: z.boolean().describe('More happened than is shown'),
});

const commandShape = ({ id, name, actor, time, target, refused, events }: TracedCommand): z.infer<typeof commandSchema> => ({
  command: id,
  operation: name,
  actor: actorShape(actor),
  time: time.toISOString(),
  target,
  refused: [...refused],
  events: events.map(({ recorded, caused }) => ({ ...eventShape(recorded), caused: caused.map(commandShape) as unknown as JsonObject[] })),
});

export const traceShape = ({ correlationId, root, others, truncated }: Trace): z.infer<typeof traceSchema> => ({
  correlation_id: correlationId,
  root: commandShape(root),
  others: [...others],
  truncated,
});
