import { z } from 'zod';
import type { CursorKey } from '../../../application/ports/paging.ts';
import { taskStates } from '../../../domain/task/states.ts';
import { countTasks, tasksBehind, type TaskKey } from '../../../projections/tasks/listing.ts';
import type { TaskRow } from '../../../projections/tasks/row.ts';
import { readCursor } from '../edge/operation.ts';
import { integer, list, oneOf } from '../edge/query-values.ts';
import { EdgeRefusal, invalid } from '../edge/refusals/edge-refusal.ts';
import { guest } from '../edge/right.ts';
import { mapper } from '../edge/shown.ts';
import { processId } from '../process/schema.ts';
import { corpusOfProcessInPath } from '../process/target.ts';
import { holdersOf, taskItem, taskItemSchema, type TaskItem } from '../task/item.ts';

const int = z.int32().min(0);
const none = z.literal('').transform(() => null);
const keySchema = z.tuple([int, int, z.uuid().or(none), int.or(none), z.uuid()]);

const toCursor = ({ run, depth, workerRunId, chunk, id }: TaskRow): CursorKey => [run, depth, workerRunId ?? '', chunk ?? '', id];

function fromCursor(after: CursorKey | null): TaskKey | null {
  if (after === null) return null;
  const key = keySchema.safeParse(after);
  if (!key.success) throw new EdgeRefusal([invalid('cursor', 'This cursor is not valid.')]);
  const [run, depth, workerRunId, chunk, id] = key.data;
  return { run, depth, workerRunId, chunk, id };
}

export const listProcessTasks = readCursor({
  id: 'ListProcessTasks',
  method: 'get',
  path: '/colophon/process/{id}/tasks/',
  tag: 'colophon',
  summary:
    'List the tasks of a process, of all runs, by run, depth, worker run and chunk: for processes whose tasks are too many for one answer.',
  who: guest.on(corpusOfProcessInPath),
  params: processId,
  query: z.object({ run: integer({ min: 1, max: 2 ** 31 - 1 }).optional(), state: list(oneOf(...taskStates)).optional() }),
  answer: taskItemSchema,
  async find({ path, query }, { db }, { after, limit, withCount }) {
    const filter = { run: query.run, states: query.state };
    const page = await tasksBehind(db, path.id, filter, fromCursor(after), limit + 1);
    const rows = page.slice(0, limit);
    const last = rows.at(-1);
    return {
      rows,
      next: page.length > limit && last ? toCursor(last) : null,
      count: withCount ? await countTasks(db, path.id, filter) : null,
    };
  },
  shows: mapper({ relate: holdersOf, shape: (row: TaskRow, agents): TaskItem => taskItem(row, agents) }),
});
