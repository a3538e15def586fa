import { test } from 'tap';
import type { WorkerVersionEvent } from '../../../domain/worker-version/events.ts';
import type { WorkerEvent } from '../../../domain/worker/events.ts';
import { workerConfigurations } from '../../../projections/worker-configurations/fold.ts';
import { workerTypes } from '../../../projections/worker-types/fold.ts';
import { workerVersions } from '../../../projections/worker-versions/fold.ts';
import { workers } from '../../../projections/workers/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import { otherId, pageId as workerId, runId as configurationId, versionId } from '../../support/elements.ts';

const about = { workerId, slug: 'reader', name: 'Reader', typeSlug: 'worker', description: '', repositoryId: null, public: false };
const history = inStream(`worker-${workerId}`)<WorkerEvent>(
  { type: 'WorkerCreated', data: about },
  { type: 'ConfigurationCreated', data: { configurationId, name: 'Fast', configuration: { user_key: 1 }, contentHash: 'x' } },
  { type: 'WorkerUpdated', data: { name: 'Fast reader' } },
  { type: 'ConfigurationRenamed', data: { configurationId, name: 'Quick' } },
  { type: 'ConfigurationArchived', data: { configurationId } },
  { type: 'WorkerArchived', data: {} },
);

test('a worker follows its changes into the archive and back', async (t) => {
  t.match(rowsAfter(workers, ...history).get(workerId), {
    name: 'Fast reader',
    slug: 'reader',
    archived: true,
    created: second(0),
    updated: second(5),
    revision: 5,
  });
  const back = rowsAfter(workers, ...history, ...inStream(`worker-${workerId}`)({ type: 'WorkerUnarchived', data: {} }));
  t.match(back.get(workerId), { archived: false });
});

test('a configuration is a row of its own, its content as it came', async (t) => {
  const row = { workerId, configuration: { user_key: 1 }, created: second(1) };
  t.match(rowsAfter(workerConfigurations, ...history).get(configurationId), { ...row, name: 'Quick', archived: true, updated: second(4) });
  const back = [...history, ...inStream(`worker-${workerId}`)({ type: 'ConfigurationUnarchived', data: { configurationId } })];
  t.match(rowsAfter(workerConfigurations, ...back).get(configurationId), { ...row, archived: false });
});

test('a version goes from created over building to available or error', async (t) => {
  const published = {
    workerVersionId: versionId,
    workerId,
    revisionId: otherId,
    number: null,
    configuration: { docker: {} },
    gpuUsage: 'disabled',
    modelUsage: 'required',
    image: null,
  } as const;
  const steps: readonly WorkerVersionEvent[] = [
    { type: 'WorkerVersionCreated', data: published },
    { type: 'WorkerVersionBuilding', data: { taskId: null } },
    { type: 'WorkerVersionFailed', data: { reason: 'no space' } },
    { type: 'WorkerVersionAvailable', data: { image: 'reader:1', imageArtifact: null } },
  ];
  const after = (count: number) =>
    rowsAfter(workerVersions, ...inStream(`workerversion-${versionId}`)(...steps.slice(0, count))).get(versionId);
  t.match(after(1), {
    workerId,
    revisionId: otherId,
    configuration: { docker: {} },
    modelUsage: 'required',
    state: 'created',
    image: null,
    revision: 0,
  });
  t.match(after(2), { state: 'processing' });
  t.match(after(3), { state: 'error' });
  t.match(after(4), {
    state: 'available',
    image: 'reader:1',
    imageArtifact: null,
    created: second(0),
    updated: second(3),
    revision: 3,
    position: 1n,
  });
});

test('a worker type has its slug and its name', async (t) => {
  const rows = rowsAfter(
    workerTypes,
    ...inStream(`workertype-${otherId}`)({ type: 'WorkerTypeCreated', data: { slug: 'ocr', displayName: 'OCR' } }),
  );
  t.same([...rows.values()], [{ id: otherId, slug: 'ocr', displayName: 'OCR', revision: 0 }]);
});
