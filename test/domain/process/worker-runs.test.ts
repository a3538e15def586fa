import { test } from 'tap';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { addWorkerRun } from '../../../domain/process/add-worker-run.ts';
import { changeWorkerRun } from '../../../domain/process/change-worker-run.ts';
import { process } from '../../../domain/process/index.ts';
import { removeWorkerRun } from '../../../domain/process/remove-worker-run.ts';
import type { ProcessEvent, WorkerRun } from '../../../domain/process/events.ts';
import { asking, given } from '../../support/given.ts';
import * as a from '../../support/processes.ts';

const newId = derivedId(asking().commandId, 0);
const version = { workerId: a.readerWorker, workerName: 'Reader', number: null };
const known = { version, configuration: null };
const configured = { version, configuration: { workerId: a.readerWorker, name: 'fast', archived: false } };
const unknownRun = 'ffffffff-0000-4000-8000-00000000ffff';

test('a worker run is added to a draft, with what it is in words', async () => {
  given(process, a.created())
    .when(addWorkerRun, { workerVersionId: a.readerVersion }, known)
    .then(a.added({ ...a.reader, workerRunId: newId }));
});

test('the words name a numbered version by its number, and the configuration', async () => {
  given(process, a.created())
    .when(
      addWorkerRun,
      { workerVersionId: a.readerVersion, configurationId: a.fast },
      { ...configured, version: { ...version, number: 7 } },
    )
    .then(a.added({ ...a.reader, workerRunId: newId, configurationId: a.fast, summary: "Worker Reader @ 7 using configuration 'fast'" }));
});

test('the same version may occur again with another configuration, not with the same', async () => {
  given(process, a.created(), a.added())
    .when(addWorkerRun, { workerVersionId: a.readerVersion, configurationId: a.fast }, configured)
    .then(
      a.added({ ...a.reader, workerRunId: newId, configurationId: a.fast, summary: "Worker Reader @ d10000 using configuration 'fast'" }),
    );
  given(process, a.created(), a.added()).when(addWorkerRun, { workerVersionId: a.readerVersion }, known).thenRefused('run_duplicate');
});

test('parents are runs of the process, each once', async () => {
  const input = { workerVersionId: a.correctorVersion };
  const parent = a.reader.workerRunId;
  given(process, a.created(), a.added())
    .when(addWorkerRun, { ...input, parents: [parent, parent, unknownRun] }, known)
    .thenRefused('parent_unknown', 'parent_duplicate');
  given(process, a.created())
    .when(addWorkerRun, { ...input, parents: [newId] }, known)
    .thenRefused('parent_self');
});

test('version, configuration and model version must be there, and fit', async () => {
  const input = { workerVersionId: a.readerVersion, configurationId: a.fast };
  const when = (facts: Parameters<typeof addWorkerRun.decide>[2]) => given(process, a.created()).when(addWorkerRun, input, facts);
  when({ version: null, configuration: null }).thenRefused('validation_failed');
  when(known).thenRefused('configuration_foreign');
  when({ version, configuration: { ...configured.configuration, workerId: a.corpusId } }).thenRefused('configuration_foreign');
  when({ version, configuration: { ...configured.configuration, archived: true } }).thenRefused('configuration_archived');
  given(process, a.created())
    .when(addWorkerRun, { workerVersionId: a.readerVersion, modelVersionId: a.fast }, known)
    .thenRefused('model_version_unavailable');
});

test('a process has at most 200 runs', async () => {
  const many = Array.from({ length: 200 }, (_, index): WorkerRun => {
    const id = `a1b2c3d4-0000-4000-8000-${String(index).padStart(12, '0')}`;
    return { ...a.reader, workerRunId: id, configurationId: id };
  });
  given(process, a.created(), ...many.map(a.added))
    .when(addWorkerRun, { workerVersionId: a.readerVersion }, known)
    .thenRefused('run_limit');
});

test('the parents and the configuration of a run can change, its version stays', async () => {
  given(process, a.created(), a.added(), a.added({ ...a.corrector, parents: [] }))
    .when(
      changeWorkerRun,
      { workerRunId: a.corrector.workerRunId, parents: [a.reader.workerRunId] },
      { ...known, version: { ...version, workerName: 'Corrector' } },
    )
    .then({ type: 'WorkerRunChanged', data: a.corrector });
});

test('a change to what is already is nothing new', async () => {
  given(process, a.created(), a.added())
    .when(changeWorkerRun, { workerRunId: a.reader.workerRunId, parents: [], configurationId: null }, known)
    .then();
});

test('a run does not come before itself, directly or by way of others', async () => {
  const runs = [a.created(), a.added(), a.added(a.corrector)] as const;
  given(process, ...runs)
    .when(changeWorkerRun, { workerRunId: a.reader.workerRunId, parents: [a.corrector.workerRunId] }, known)
    .thenRefused('parent_cycle');
  given(process, ...runs)
    .when(changeWorkerRun, { workerRunId: a.reader.workerRunId, parents: [a.reader.workerRunId] }, known)
    .thenRefused('parent_self');
});

test('a run cannot become another one of the process', async () => {
  const second = { ...a.reader, workerRunId: newId, configurationId: a.fast };
  given(process, a.created(), a.added(), a.added(second))
    .when(changeWorkerRun, { workerRunId: newId, configurationId: null }, known)
    .thenRefused('run_duplicate');
});

test('a removed run is no parent any more', async () => {
  const gone: ProcessEvent = {
    type: 'WorkerRunRemoved',
    data: { workerRunId: a.reader.workerRunId, unlinkedFrom: [a.corrector.workerRunId] },
  };
  given(process, a.created(), a.added(), a.added(a.corrector)).when(removeWorkerRun, { workerRunId: a.reader.workerRunId }).then(gone);
  given(process, a.created(), a.added(), a.added(a.corrector), gone)
    .when(removeWorkerRun, { workerRunId: a.corrector.workerRunId })
    .then({ type: 'WorkerRunRemoved', data: { workerRunId: a.corrector.workerRunId, unlinkedFrom: [] } });
});

test('runs of a started process stay, and unknown ones are not found', async () => {
  const running = [a.created(), a.added(), a.started()] as const;
  given(process, ...running)
    .when(addWorkerRun, { workerVersionId: a.correctorVersion }, known)
    .thenRefused('process_started');
  given(process, ...running)
    .when(changeWorkerRun, { workerRunId: a.reader.workerRunId, parents: [] }, known)
    .thenRefused('process_started');
  given(process, ...running)
    .when(removeWorkerRun, { workerRunId: a.reader.workerRunId })
    .thenRefused('process_started');
  given(process, a.created()).when(changeWorkerRun, { workerRunId: unknownRun }, known).thenRefused('not_found');
  given(process, a.created()).when(removeWorkerRun, { workerRunId: unknownRun }).thenRefused('not_found');
  given(process).when(addWorkerRun, { workerVersionId: a.readerVersion }, known).thenRefused('not_found');
});
