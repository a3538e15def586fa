import type { EventStore } from '../../application/ports/event-store.ts';
import { activityQueueId } from '../../domain/activity-queue/state.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import { foldAll } from '../engine/projection.ts';
import { processes } from '../processes/fold.ts';
import type { ProcessRow } from '../processes/row.ts';
import { upTo, type Moment } from './moment.ts';

/**
 * A process as it was at a moment: its stream, and that of the queue of its last run by then, through the read model's own fold. Null
 * before its creation and after its deletion.
 */
export async function processAsOf(store: Pick<EventStore, 'readStream'>, id: string, moment: Moment): Promise<ProcessRow | null> {
  const own = upTo(await store.readStream(`process-${id}`), moment);
  const row = foldAll(processes, id, null, own);
  if (!row?.workerActivity) return row;
  const queue = upTo(await store.readStream(`activityqueue-${activityQueueId(id, row.run)}`), moment);
  return foldAll(processes, id, null, [...own, ...queue].sort(byPosition));
}

const byPosition = (a: Recorded, b: Recorded): number => (a.position < b.position ? -1 : 1);
