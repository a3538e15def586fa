import type { ActivityQueueEvent } from '../../domain/activity-queue/events.ts';
import { activityQueueId } from '../../domain/activity-queue/state.ts';
import type { ActivityEvent } from '../../domain/activity/events.ts';
import { activityId } from '../../domain/kernel/ids.ts';
import type { ResultsEvent } from '../../domain/results/events.ts';
import { sideBySide } from '../load/side-by-side.ts';
import { uuid } from '../random.ts';

/** What is to be appended to a stream that stands at `expected` (-1: it does not exist), and the row that shows it. */
export interface PlannedAppend {
  readonly stream: string;
  readonly expected: number;
  readonly event: ActivityEvent | ResultsEvent | ActivityQueueEvent;
  readonly row: Watched | null;
}

/** A row that has become visible once it is there with this revision. */
export interface Watched {
  readonly table: 'activities' | 'transcriptions';
  readonly id: string;
  readonly revision: number;
}

const pagesPerQueueEvent = 1_000;
const text = 'Im Anfang war das Wort, und das Wort war bei Gott, und Gott war das Wort. Dasselbe war im Anfang bei Gott.';

/** What workers on so many pages make happen: each is started, transcribed and processed, by one of eight tasks. */
export function pagesAtWork(
  pages: number,
  random: () => number,
): { readonly queue: readonly PlannedAppend[]; readonly work: readonly PlannedAppend[] } {
  const [processId, corpusId, workerRunId, workerVersionId] = [uuid(random), uuid(random), uuid(random), uuid(random)];
  const tasks = Array.from({ length: 8 }, () => uuid(random));
  const elementIds = Array.from({ length: pages }, () => uuid(random));
  const worker = { workerRunId, workerVersionId, modelVersionId: null, configurationId: null };

  const queue = Array.from({ length: Math.ceil(pages / pagesPerQueueEvent) }, (_, part): PlannedAppend => {
    const ids = elementIds.slice(part * pagesPerQueueEvent, (part + 1) * pagesPerQueueEvent);
    const data = { processId, run: 1, part, keys: [worker], elementIds: ids };
    const stream = `activityqueue-${activityQueueId(processId, 1)}`;
    return { stream, expected: part - 1, event: { type: 'ActivitiesQueued', data }, row: null };
  });

  const jobs = elementIds.map((elementId, index): readonly PlannedAppend[] => {
    const id = activityId(elementId, workerVersionId, null, null);
    const claim = { taskId: tasks[index % tasks.length] ?? null, term: 1, userId: null };
    const transcription = { transcriptionId: uuid(random), elementId, text, confidence: 0.9, orientation: 'horizontal-lr' } as const;
    const started = { elementId, corpusId, ...worker, processId, claim, takenOver: false };
    const made = { corpusId, part: 1, parts: 1, workerRunId, userId: null, transcriptions: [transcription] };
    const processed = { elementId, processId, workerRunId, claim, durationMs: 1_000 };
    const activity = { stream: `activity-${id}` };
    const shown = (revision: number): Watched => ({ table: 'activities', id, revision });
    return [
      { ...activity, expected: -1, event: { type: 'ActivityStarted', data: started }, row: shown(0) },
      {
        stream: `results-${uuid(random)}`,
        expected: -1,
        event: { type: 'TranscriptionsCreated', data: made },
        row: { table: 'transcriptions', id: transcription.transcriptionId, revision: 0 },
      },
      { ...activity, expected: 0, event: { type: 'ActivityProcessed', data: processed }, row: shown(1) },
    ];
  });
  return { queue, work: sideBySide(jobs, random, 0.1) };
}
