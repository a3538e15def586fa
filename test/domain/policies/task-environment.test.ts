import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { publishedEnvironment, storedEnvironment, taskEnvironment } from '../../../domain/policies/task-environment.ts';

const context = { processId: 'P', corpusId: 'C', initialisationId: 'I' };

test('a worker task is told its process, project, run and list of elements', async () => {
  assert.deepEqual(storedEnvironment(context, { workerRunId: 'W', chunk: null }, {}), {
    ARKINDEX_PROCESS_ID: 'P',
    ARKINDEX_CORPUS_ID: 'C',
    ARKINDEX_WORKER_RUN_ID: 'W',
    TASK_ELEMENTS: '/data/I/elements.json',
  });
});

test('a task of several chunks gets its number, and the list of its chunk', async () => {
  const env = storedEnvironment(context, { workerRunId: 'W', chunk: 2 }, {});
  assert.deepEqual([env.ARKINDEX_TASK_CHUNK, env.TASK_ELEMENTS], ['2', '/data/I/elements_chunk_2.json']);
});

test('what has no value is left out, never empty', async () => {
  const env = storedEnvironment({ processId: 'P', corpusId: null, initialisationId: null }, { workerRunId: 'W', chunk: null }, {});
  assert.deepEqual(env, { ARKINDEX_PROCESS_ID: 'P', ARKINDEX_WORKER_RUN_ID: 'W' });
  assert.deepEqual(publishedEnvironment({ environment: { EMPTY: '', NOTHING: null, DEBUG: true, LEVEL: 3, TREE: {} } }), {
    DEBUG: 'true',
    LEVEL: '3',
  });
  assert.deepEqual(publishedEnvironment({ environment: 'text' }), {});
});

test('a version cannot set the names that are ours, not even those that are absent', async () => {
  const published = publishedEnvironment({
    environment: { PONOS_DATA: '/evil', ARKINDEX_TASK_TOKEN: 'x', TASK_ELEMENTS: '/x', MINE: 'yes' },
  });
  assert.deepEqual(published, { MINE: 'yes' });
});

test('token and addresses come with the definition, and go before what is stored', async () => {
  const env = taskEnvironment(
    'T',
    { ARKINDEX_PROCESS_ID: 'P' },
    { defaults: { ARKINDEX_API_URL: 'http://here', ARKINDEX_API_CSRF_COOKIE: '' }, token: 't' },
  );
  assert.deepEqual(env, {
    ARKINDEX_PROCESS_ID: 'P',
    ARKINDEX_API_URL: 'http://here',
    PONOS_TASK: 'T',
    PONOS_DATA: '/data',
    ARKINDEX_TASK_TOKEN: 't',
  });
});
