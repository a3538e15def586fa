import type { ActivityQueueEvent } from '../../domain/activity-queue/events.ts';
import type { ActivityEvent } from '../../domain/activity/events.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import { queuedPart } from '../activity-queue/queued-part.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';
import { activityHistory } from './history.ts';
import { activityTable, type ActivityRow, type Membership } from './row.ts';
import { activityStats } from './stats.ts';

type Queued = Extract<ActivityQueueEvent, { type: 'ActivitiesQueued' }>;
type Taken = ActivityEvent | Queued;
type Of<Type extends ActivityEvent['type']> = Recorded<Extract<ActivityEvent, { type: Type }>>;

const notStarted = { startedAt: null, finishedAt: null, durationMs: null } as const;

const runOf = (members: readonly Membership[], processId: string): number | null =>
  members.find((member) => member.processId === processId)?.run ?? null;

/** What is processed stays so: the element will be skipped. What is in error counts as queued for the new run. */
function queued(row: ActivityRow | null, { data, time, position }: Recorded<Queued>, id: string): ActivityRow | null {
  const found = queuedPart(data).byActivity.get(id);
  if (!found) return row;
  const { workerRunId, ...worker } = found.key;
  const { processId, run } = data;
  const membership = { processId, workerRunId, run };
  const attributed = { processId, workerRunId };
  if (!row) {
    const about = { id, elementId: found.elementId, corpusId: null, ...worker, ...attributed, members: [membership] };
    return { ...about, state: 'queued', claim: null, claimRun: null, ...notStarted, created: time, updated: time, position, revision: -1 };
  }
  // A listing made again by a restarted step, or one that comes late, says nothing new.
  if ((runOf(row.members, processId) ?? 0) >= run) return row;
  return {
    ...row,
    ...(row.claim === null ? attributed : {}),
    ...(row.state === 'error' ? { state: 'queued', ...notStarted } : {}),
    members: [...row.members.filter((member) => member.processId !== processId), membership],
    updated: time,
    position,
  };
}

function started(row: ActivityRow | null, { data, time, position, revision }: Of<'ActivityStarted'>, id: string): ActivityRow {
  const { takenOver: _, ...about } = data;
  const members = row?.members ?? [];
  const kept = { members, claimRun: runOf(members, data.processId), created: row?.created ?? time };
  return { ...kept, id, ...about, ...notStarted, state: 'started', startedAt: time, updated: time, position, revision };
}

function finished(row: ActivityRow, recorded: Of<'ActivityProcessed' | 'ActivityFailed'>): ActivityRow {
  const { type, data, time, position, revision } = recorded;
  const { processId, workerRunId, claim, durationMs } = data;
  const state = type === 'ActivityProcessed' ? 'processed' : 'error';
  const end = { state, claim, claimRun: runOf(row.members, processId), finishedAt: time, durationMs } as const;
  return { ...row, processId, workerRunId, ...end, updated: time, position, revision };
}

export const activities: Projection<ActivityRow, Taken> = {
  name: 'activities',
  version: 1,
  table: activityTable,
  takes: ['ActivitiesQueued', 'ActivityStarted', 'ActivityProcessed', 'ActivityFailed'],
  keys: (recorded) => (recorded.type === 'ActivitiesQueued' ? [...queuedPart(recorded.data).byActivity.keys()] : [streamId(recorded)]),
  fold(row, recorded, id) {
    if (recorded.type === 'ActivitiesQueued') return queued(row, recorded, id);
    if (recorded.type === 'ActivityStarted') return started(row, recorded, id);
    return row && finished(row, recorded);
  },
  rollups: [activityHistory, activityStats],
};
