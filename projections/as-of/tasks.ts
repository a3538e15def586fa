import type { EventStore } from '../../application/ports/event-store.ts';
import { foldAll } from '../engine/projection.ts';
import { tasks } from '../tasks/fold.ts';
import type { TaskRow } from '../tasks/row.ts';
import { upTo, type Moment } from './moment.ts';

/** Streams read at a time. */
const width = 50;

/** A task as it was at a moment; null before its creation. */
export async function taskAsOf(store: Pick<EventStore, 'readStream'>, id: string, moment: Moment): Promise<TaskRow | null> {
  return foldAll(tasks, id, null, upTo(await store.readStream(`task-${id}`), moment));
}

/** Those of the tasks that were there, in the order given. */
export async function tasksAsOf(
  store: Pick<EventStore, 'readStream'>,
  ids: readonly string[],
  moment: Moment,
): Promise<readonly TaskRow[]> {
  const rows: TaskRow[] = [];
  for (let at = 0; at < ids.length; at += width) {
    const found = await Promise.all(ids.slice(at, at + width).map((id) => taskAsOf(store, id, moment)));
    rows.push(...found.filter((row) => row !== null));
  }
  return rows;
}
