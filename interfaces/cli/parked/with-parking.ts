import type { Parking } from '../../../application/jobs/parking.ts';
import type { Origin } from '../../../application/pipeline/command.ts';
import type { ParkedFilter, ParkedJob } from '../../../application/ports/parked-jobs.ts';
import { system } from '../../../domain/kernel/event.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { withProgram } from '../output/with-program.ts';
import { Problem } from '../problem.ts';

/** How a command decides: the parked jobs, and the name under which it does. */
export interface Deciding {
  readonly parking: Parking;
  readonly by: Origin;
}

/** The installation's parked jobs, for one command. */
export const withParking = <Answer>(work: (deciding: Deciding) => Promise<Answer>): Promise<Answer> =>
  withProgram(async ({ container }) => {
    const commandId = container.get(tokens.ids).next();
    const by: Origin = { actor: system('command line'), commandId, correlationId: commandId, causationId: null };
    return work({ parking: container.get(tokens.parking), by });
  });

/** All that are parked, part by part. */
export async function allParked(parking: Parking, filter: ParkedFilter): Promise<readonly ParkedJob[]> {
  const found: ParkedJob[] = [];
  for (let after = null as readonly (string | number)[] | null, first = true; first || after !== null; first = false) {
    const { rows, next } = await parking.list(filter, { after, limit: 500, withCount: false });
    found.push(...rows);
    after = next;
  }
  return found;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The parked job with this id. @throws Problem */
export async function oneParked(parking: Parking, id: string): Promise<ParkedJob> {
  const job = uuid.test(id) ? await parking.find(id) : null;
  if (!job) throw new Problem(`<id>: no job ${id} is parked. "colophon parked list" shows those that are.`);
  return job;
}

/** A job in words. */
export const jobText = ({ id, reactor, key, behind }: ParkedJob): string =>
  `${id} (${reactor}, ${key}${behind === 0 ? '' : `, ${behind} behind it`})`;

/** A job for scripts. */
export const jobObject = ({ id, reactor, key, reason, attempts, parked, eventId, behind }: ParkedJob): object => ({
  id,
  kind: reactor,
  key,
  reason,
  attempts,
  time: parked,
  event_id: eventId,
  behind,
});
