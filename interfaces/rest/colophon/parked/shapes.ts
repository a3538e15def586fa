import { z } from 'zod';
import type { Origin } from '../../../../application/pipeline/command.ts';
import type { ParkedJob } from '../../../../application/ports/parked-jobs.ts';
import type { AskedToWrite } from '../../edge/asked.ts';
import { actorOf } from '../../edge/principal.ts';
import { mapper } from '../../edge/shown.ts';

export const parkedId = z.object({ id: z.uuid() });

export const parkedSchema = z.object({
  id: z.uuid(),
  kind: z.string().describe('The reactor whose job it is, e.g. mailer'),
  key: z.string().describe('What it is about; jobs of one kind and key are done in order'),
  reason: z.string().describe('outcome_unknown: it may have been done'),
  attempts: z.int(),
  time: z.iso.datetime().describe('When it was parked'),
  event_id: z.uuid().describe('The event that it is for'),
  behind: z.int().describe('Jobs of the same kind and key that wait until it is decided'),
});

const shape = ({ id, reactor, key, reason, attempts, parked, eventId, behind }: ParkedJob): z.infer<typeof parkedSchema> => ({
  id,
  kind: reactor,
  key,
  reason,
  attempts,
  time: parked.toISOString(),
  event_id: eventId,
  behind,
});

export const parkedShown = mapper({ shape });

/** Under which name a request decides. */
export const originOf = ({ principal, commandId, requestId }: AskedToWrite): Origin => ({
  actor: actorOf(principal),
  commandId,
  correlationId: requestId,
  causationId: null,
});
