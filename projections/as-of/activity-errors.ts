import type { EventStore } from '../../application/ports/event-store.ts';
import { activityQueueId } from '../../domain/activity-queue/state.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import { queuedPart, type ActivitiesQueued } from '../activity-queue/queued-part.ts';
import { activities } from '../activities/fold.ts';
import type { ActivityRow } from '../activities/row.ts';
import { foldAll } from '../engine/projection.ts';
import type { ProcessRow } from '../processes/row.ts';
import { upTo, type Moment } from './moment.ts';

/** What of an activity tells whether it has changed since, and who else queued it. */
export type StandingActivity = Pick<ActivityRow, 'id' | 'state' | 'position' | 'updated' | 'members'>;

export interface ActivityErrorsDeps {
  readonly log: Pick<EventStore, 'readStream'>;
  /** Activities as they are today; the read model has all that lies before the moment. */
  readonly today: (ids: readonly string[]) => Promise<readonly StandingActivity[]>;
}

/** So many streams are read at most of activities that have changed since, and of queues; activities looked at and read together. */
const most = { changed: 1_000, queues: 100 };
const atOnce = { today: 1_000, streams: 50 };

/**
 * Activities in error at a moment, in the queue of the process's last run by then: the figure that the process showed. What has not
 * changed since stands as it stood; what has, is folded anew from its own stream and the queues that took it in.
 * Null: the process had queued none, or too many have changed since for a look.
 */
export async function activityErrorsAsOf(
  deps: ActivityErrorsDeps,
  process: Pick<ProcessRow, 'id' | 'run'>,
  moment: Moment,
): Promise<number | null> {
  const queued = await idsQueued(deps.log, process, moment);
  if (queued.length === 0) return null;
  const changed: StandingActivity[] = [];
  let errors = 0;
  for (const ids of parts(queued, atOnce.today)) {
    for (const row of await deps.today(ids)) {
      if (changedSince(row, moment)) changed.push(row);
      else if (row.state === 'error') errors += 1;
    }
    if (changed.length > most.changed) return null;
  }
  const again = await errorsAmong(deps.log, changed, moment);
  return again === null ? null : errors + again;
}

const changedSince = ({ position, updated }: StandingActivity, moment: Moment): boolean =>
  'position' in moment ? position > moment.position : updated > moment.instant;

async function idsQueued(log: ActivityErrorsDeps['log'], { id, run }: Pick<ProcessRow, 'id' | 'run'>, moment: Moment) {
  const queue = upTo(await log.readStream(`activityqueue-${activityQueueId(id, run)}`), moment);
  const ids = queue
    .filter(({ type }) => type === 'ActivitiesQueued')
    .flatMap(({ data }) => [...queuedPart(data as ActivitiesQueued).byActivity.keys()]);
  return [...new Set(ids)];
}

/** Only what failed last by itself can have been in error; whether it was queued again before the moment, the queues tell. */
async function errorsAmong(log: ActivityErrorsDeps['log'], rows: readonly StandingActivity[], moment: Moment): Promise<number | null> {
  const failed: { readonly row: StandingActivity; readonly own: readonly Recorded[] }[] = [];
  for (const part of parts(rows, atOnce.streams)) {
    const read = await Promise.all(part.map(async (row) => ({ row, own: upTo(await log.readStream(`activity-${row.id}`), moment) })));
    failed.push(...read.filter(({ own }) => own.at(-1)?.type === 'ActivityFailed'));
  }
  const names = new Set(failed.flatMap(({ row }) => row.members.flatMap(queuesOf)));
  if (names.size > most.queues) return null;
  const queues: Recorded[] = [];
  for (const name of names) queues.push(...upTo(await log.readStream(name), moment));
  return failed.filter(({ row, own }) => foldAll(activities, row.id, null, [...own, ...queues].sort(byPosition))?.state === 'error').length;
}

/** Of every run of a process up to the last that took the activity in. */
const queuesOf = ({ processId, run }: StandingActivity['members'][number]): readonly string[] =>
  Array.from({ length: run }, (_, before) => `activityqueue-${activityQueueId(processId, before + 1)}`);

const byPosition = (a: Recorded, b: Recorded): number => (a.position < b.position ? -1 : 1);

function* parts<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
