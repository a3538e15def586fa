import { test } from 'tap';
import { naturalId } from '../../../domain/kernel/ids.ts';
import type { WorkerVersionEvent } from '../../../domain/worker-version/events.ts';
import { workerVersion } from '../../../domain/worker-version/index.ts';
import { publishWorkerVersion } from '../../../domain/worker-version/publish-worker-version.ts';
import { workerVersionIdOf } from '../../../domain/worker-version/worker-version-id.ts';
import { given } from '../../support/given.ts';

const [workerId, revisionId] = [naturalId('worker'), naturalId('revision')];
const id = workerVersionIdOf(workerId, { revisionId });
const configuration = { docker: { command: 'read' }, secrets: null, configuration: { b: 1, a: 2 } };
const kept = { docker: { command: 'read' }, configuration: { b: 1, a: 2 } };
const wanted = { workerId, revisionId, image: 'reader:1', configuration, gpuUsage: 'supported' as const, instanceAdmin: false };
const published: readonly WorkerVersionEvent[] = [
  {
    type: 'WorkerVersionCreated',
    data: {
      workerVersionId: id,
      workerId,
      revisionId,
      number: null,
      configuration: kept,
      gpuUsage: 'supported',
      modelUsage: 'disabled',
      image: 'reader:1',
    },
  },
  { type: 'WorkerVersionAvailable', data: { image: 'reader:1', imageArtifact: null } },
];

test('a published version is available at once, without null keys', async () => {
  given(workerVersion)
    .when(publishWorkerVersion, wanted, undefined, { id })
    .then(...published);
});

test('the same publication again finds the version, whatever the order of the keys', async () => {
  const turned = { configuration: { a: 2, b: 1 }, docker: { command: 'read' } };
  given(workerVersion, ...published)
    .when(publishWorkerVersion, { ...wanted, configuration: turned }, undefined, { id })
    .then();
});

test('another image, configuration or use of hardware for the same revision is refused', async () => {
  const when = (over: object) => given(workerVersion, ...published).when(publishWorkerVersion, { ...wanted, ...over }, undefined, { id });
  when({ image: 'reader:2' }).thenRefused('worker_version_exists');
  when({ configuration: {} }).thenRefused('worker_version_exists');
  when({ gpuUsage: 'required' }).thenRefused('worker_version_exists');
});

test('a version that runs on the host itself needs an instance admin', async (t) => {
  given(workerVersion)
    .when(publishWorkerVersion, { ...wanted, image: 'host' }, undefined, { id })
    .thenRefused('forbidden');
  const { verdict } = given(workerVersion).when(publishWorkerVersion, { ...wanted, image: 'host', instanceAdmin: true }, undefined, { id });
  t.equal(verdict.events.length, 2);
});

test('a version that a revision cannot name is known by its number', async (t) => {
  t.not(workerVersionIdOf(workerId, { number: 1 }), workerVersionIdOf(workerId, { number: 2 }));
});
