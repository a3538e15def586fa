import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { aggregates } from '../../../domain/index.ts';
import { eventIndex } from '../../../projections/event-index/fold.ts';
import { inStream, recordedFrom, rowsAfter } from '../../support/folding.ts';
import * as a from '../../support/tasks.ts';

test('every event of every stream is found by its id, its command and its correlation', async () => {
  const types = aggregates.flatMap(({ aggregate }) => Object.keys(aggregate.events));
  assert.deepEqual(new Set(eventIndex.takes), new Set(types));

  const history = inStream(`task-${a.taskId}`)(a.created(), a.queued());
  const [, second] = recordedFrom(history);
  assert.deepEqual(rowsAfter(eventIndex, ...history).get('2'), {
    position: 2n,
    id: second?.id,
    commandId: second?.metadata.commandId,
    correlationId: second?.metadata.correlationId,
    stream: `task-${a.taskId}`,
    revision: 1,
  });
});
