import { z } from 'zod';
import type { KeptDecision } from '../../../../application/ports/parked-jobs.ts';
import { readArray } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { mapper } from '../../edge/shown.ts';

const most = 1_000;

const answer = z.object({
  time: z.iso.datetime(),
  decision: z.enum(['replayed', 'discarded']),
  by: z.object({ kind: z.string(), id: z.string() }),
  why: z.string().nullable(),
  job_id: z.uuid(),
  kind: z.string().describe('The reactor whose job it was, e.g. mailer'),
  key: z.string(),
  event_id: z.uuid().describe('The event that it was for'),
  attempts: z.int(),
  reason: z.string().describe('Why it had been parked'),
});

const shape = ({ time, by, why, jobId, eventId, reactor, decision, key, attempts, reason }: KeptDecision): z.infer<typeof answer> => ({
  time: time.toISOString(),
  decision,
  by: { kind: by.kind, id: by.id },
  why,
  job_id: jobId,
  kind: reactor,
  key,
  event_id: eventId,
  attempts,
  reason,
});

export const listParkingDecisions = readArray({
  id: 'ListParkingDecisions',
  method: 'get',
  path: '/colophon/parking-decisions/',
  tag: 'colophon',
  summary: `Who replayed or discarded which parked job, when and why: the last ${most}, the newest first.`,
  who: instanceAdmin,
  answer,
  find: async (_, { parking }) => parking.decisions(most),
  shows: mapper({ shape }),
});
