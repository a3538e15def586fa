import { test } from 'tap';
import { naturalId } from '../../../domain/kernel/ids.ts';
import { ensureWorkerType, workerTypeIdOf } from '../../../domain/worker-type/ensure-worker-type.ts';
import { workerType } from '../../../domain/worker-type/index.ts';
import { createWorker } from '../../../domain/worker/create-worker.ts';
import { ensureWorker } from '../../../domain/worker/ensure-worker.ts';
import type { WorkerEvent } from '../../../domain/worker/events.ts';
import { worker } from '../../../domain/worker/index.ts';
import { workerIdOf } from '../../../domain/worker/worker-id.ts';
import { given } from '../../support/given.ts';

const repositoryId = naturalId('https://example.org/readers');
const about = { slug: 'reader', name: 'Reader', typeSlug: 'recognizer', description: '', repositoryId, public: false };
const id = workerIdOf(repositoryId, 'reader');
const created: WorkerEvent = { type: 'WorkerCreated', data: { workerId: id, ...about } };

test('a worker has its slug in its repository', async (t) => {
  given(worker)
    .when(createWorker, { ...about, ofContributor: false }, undefined, { id })
    .then(created);
  t.not(workerIdOf(null, 'reader'), id, 'the same slug without a repository is another worker');
});

test('a slug that is taken gives its contributors the worker, and is refused to others', async () => {
  given(worker, created)
    .when(createWorker, { ...about, ofContributor: true }, undefined, { id })
    .then();
  given(worker, created)
    .when(createWorker, { ...about, ofContributor: false }, undefined, { id })
    .thenRefused('slug_taken');
});

test('a publication makes the worker once, and none in the archive', async () => {
  given(worker).when(ensureWorker, about, undefined, { id }).then(created);
  given(worker, created)
    .when(ensureWorker, { ...about, name: 'Another name' }, undefined, { id })
    .then();
  given(worker, created, { type: 'WorkerArchived', data: {} }).when(ensureWorker, about, undefined, { id }).thenRefused('archived');
  given(worker, created, { type: 'WorkerArchived', data: {} }, { type: 'WorkerUnarchived', data: {} })
    .when(ensureWorker, about, undefined, { id })
    .then();
});

test('a slug is short and lower-case', async (t) => {
  const taken = (slug: string) => createWorker.input.safeParse({ ...about, slug, ofContributor: false }).success;
  t.ok(taken('a_b-9'));
  t.notOk(taken('Reader'));
  t.notOk(taken('two words'));
  t.notOk(taken(''));
  t.notOk(taken('x'.repeat(101)));
});

test('a worker type is made by the first worker that names it', async () => {
  const type = { type: 'WorkerTypeCreated', data: { slug: 'text-recognizer', displayName: 'Text recognizer' } } as const;
  const typeId = workerTypeIdOf('text-recognizer');
  given(workerType).when(ensureWorkerType, { slug: 'text-recognizer' }, undefined, { id: typeId }).then(type);
  given(workerType, type).when(ensureWorkerType, { slug: 'text-recognizer' }, undefined, { id: typeId }).then();
});
