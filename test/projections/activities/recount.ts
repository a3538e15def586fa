import type { ActivityQueueEvent } from '../../../domain/activity-queue/events.ts';
import type { ActivityEvent } from '../../../domain/activity/events.ts';
import { activityId } from '../../../domain/kernel/ids.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { noDurations, withDuration } from '../../../domain/policies/duration-summary.ts';
import { historyId, type ActivityHistoryRow } from '../../../projections/activities/history.ts';
import type { ActivityStatsRow } from '../../../projections/activities/stats-row.ts';

export type Logged = Recorded<ActivityEvent | ActivityQueueEvent>;
type Of<Type extends Logged['type']> = Extract<Logged, { type: Type }>;

const is =
  <Type extends Logged['type']>(...types: readonly Type[]) =>
  (event: Logged): event is Of<Type> =>
    (types as readonly string[]).includes(event.type);

type Finish = Of<'ActivityProcessed'> | Of<'ActivityFailed'>;
const finishing = is('ActivityProcessed', 'ActivityFailed');

interface Story {
  readonly state: 'queued' | 'started' | 'processed' | 'error';
  readonly start: Of<'ActivityStarted'> | null;
  readonly finish: Finish | null;
}

const unknown: Story = { state: 'queued', start: null, finish: null };

/** What became of each activity, by all that the log says. */
function storiesIn(log: readonly Logged[]): ReadonlyMap<string, Story> {
  const queuedIn = new Set<string>();
  const stories = new Map<string, Story>();
  const tell = (id: string, next: (story: Story) => Story) => stories.set(id, next(stories.get(id) ?? unknown));
  for (const event of log) {
    const own = event.stream.slice('activity-'.length);
    if (event.type === 'ActivityStarted') tell(own, () => ({ state: 'started', start: event, finish: null }));
    if (finishing(event))
      tell(own, (story) => ({ ...story, state: event.type === 'ActivityProcessed' ? 'processed' : 'error', finish: event }));
    if (event.type !== 'ActivitiesQueued') continue;
    for (const { id } of activitiesOf(event)) {
      const again = `${id} ${event.data.processId} ${event.data.run}`;
      if (!queuedIn.has(again)) tell(id, (story) => (story.state === 'error' ? unknown : story));
      queuedIn.add(again);
    }
  }
  return stories;
}

const activitiesOf = ({ data: { keys, elementIds } }: Of<'ActivitiesQueued'>) =>
  keys.flatMap(({ workerRunId, workerVersionId, modelVersionId, configurationId }) =>
    elementIds.map((elementId) => ({ workerRunId, id: activityId(elementId, workerVersionId, modelVersionId, configurationId) })),
  );

/** The statistics of every worker run of every process that queued something, counted anew from the whole log. */
export function recount(log: readonly Logged[]): ReadonlyMap<string, ActivityStatsRow> {
  const queueing = log.filter(is('ActivitiesQueued'));
  const stories = storiesIn(log);
  const rows = new Map<string, ActivityStatsRow>();
  for (const processId of new Set(queueing.map(({ data }) => data.processId))) {
    const parts = queueing.filter(({ data }) => data.processId === processId);
    const run = Math.max(...parts.map(({ data }) => data.run));
    const last = parts.filter(({ data }) => data.run === run);
    const since = last[0]?.position ?? 0n;
    for (const workerRunId of new Set(last.flatMap(({ data }) => data.keys.map((key) => key.workerRunId)))) {
      const ids = new Set(last.flatMap(activitiesOf).flatMap((one) => (one.workerRunId === workerRunId ? [one.id] : [])));
      const mine = log.filter((event) => 'workerRunId' in event.data && event.data.workerRunId === workerRunId && event.position > since);
      rows.set(`${processId}:${workerRunId}`, {
        ...countedFrom([...ids], stories, mine),
        processId,
        workerRunId,
        run,
        id: `${processId}:${workerRunId}`,
      });
    }
  }
  return rows;
}

type Counted = Omit<ActivityStatsRow, 'id' | 'processId' | 'workerRunId' | 'run'>;

/** `mine`: what the log says of the worker run since its queue began. */
function countedFrom(ids: readonly string[], stories: ReadonlyMap<string, Story>, mine: readonly Logged[]): Counted {
  const told = ids.flatMap((id) => stories.get(id) ?? []);
  const count = (state: Story['state']): number => told.filter((story) => story.state === state).length;
  const own = new Set(mine);
  const finishes = told.flatMap(({ finish }) => (finish && own.has(finish) ? [finish] : []));
  const starts = told.filter(({ state }) => state === 'started').flatMap(({ start }) => (start ? [start] : []));
  const durations = finishes.filter(is('ActivityProcessed')).flatMap(({ data }) => data.durationMs ?? []);
  return {
    queued: count('queued'),
    started: count('started'),
    processed: count('processed'),
    error: count('error'),
    finished: finishes.length,
    finishes: newestFirst(finishes).slice(0, 51),
    firstStart: mine.find(is('ActivityStarted'))?.time ?? null,
    starts: newestFirst(starts).slice(0, 500),
    durations: durations.reduce(withDuration, noDurations),
  };
}

const newestFirst = (events: readonly Logged[]): number[] => events.map(({ time }) => time.getTime()).sort((a, b) => b - a);

/** The durations of the past per worker, per project and everywhere, counted anew. */
export function recountHistory(log: readonly Logged[]): ReadonlyMap<string, ActivityHistoryRow> {
  const rows = new Map<string, ActivityHistoryRow>();
  const starts = new Map(log.filter(is('ActivityStarted')).map((event) => [event.stream, event]));
  for (const event of log.filter(is('ActivityProcessed'))) {
    const start = starts.get(event.stream);
    if (!start || event.data.durationMs === null) continue;
    const { workerVersionId, modelVersionId, configurationId } = start.data;
    for (const corpusId of [start.data.corpusId, null]) {
      const id = historyId(corpusId, start.data);
      const { count, total } = rows.get(id) ?? { count: 0, total: 0 };
      const worker = { workerVersionId, modelVersionId, configurationId };
      rows.set(id, { id, corpusId, ...worker, count: count + 1, total: total + event.data.durationMs });
    }
  }
  return rows;
}
