import type { Clock } from '../ports/clock.ts';
import type { ParkedJobs } from '../ports/parked-jobs.ts';
import type { JobQueue } from '../ports/queue.ts';
import { ok, problem, warning, type Check } from './check.ts';

/** The id of no job: whoever is woken for it finds nothing to do. */
const nothing = '00000000-0000-0000-0000-000000000000';

/** The queue takes a wake. Without it jobs wait, none is lost. */
export const queueCheck = ({ queue, clock }: { readonly queue: JobQueue; readonly clock: Clock }): Check => ({
  name: 'queue',
  vital: false,
  look: async () =>
    (await queue.add(nothing, clock.now()))
      ? ok('The queue takes jobs.')
      : problem(
          'The queue is away: jobs are kept, and wait until it is back.',
          'Start what COLOPHON_QUEUE_URL names, or mend the address.',
        ),
});

/** Nothing waits for a decision of an operator. */
export const parkedCheck = (parked: ParkedJobs): Check => ({
  name: 'parked jobs',
  vital: false,
  async look() {
    const { rows } = await parked.list({}, { limit: 100, after: null, withCount: false });
    if (rows.length === 0) return ok('No job is parked.');
    const first = rows[0];
    return warning(
      `${rows.length}${rows.length === 100 ? ' or more' : ''} jobs are parked; the first: ${first?.reason}`,
      'See "colophon parked list"; replay what is mended, discard what is not wanted.',
    );
  },
});
