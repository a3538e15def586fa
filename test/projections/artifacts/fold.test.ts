import { strict as assert } from 'node:assert';
import { test } from 'tap';
import type { TaskEvent } from '../../../domain/task/events.ts';
import { artifactId } from '../../../domain/task/add-artifact.ts';
import { artifacts } from '../../../projections/artifacts/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import { taskId } from '../../support/tasks.ts';

const id = artifactId(taskId, 'a/b.txt');
const added = (size: number, attempt: number): TaskEvent => ({
  type: 'ArtifactAdded',
  data: { artifactId: id, path: 'a/b.txt', size, contentType: 'text/plain', attempt, term: attempt },
});

test('a path written again by a later attempt is the same row, with when it was first written', async () => {
  const rows = rowsAfter(artifacts, ...inStream(`task-${taskId}`)(added(1, 1), added(2, 2)));
  const about = { path: 'a/b.txt', size: 2n, contentType: 'text/plain', attempt: 2 };
  assert.deepEqual([...rows.values()], [{ id, taskId, ...about, created: second(0), updated: second(1), revision: 1 }]);
});
