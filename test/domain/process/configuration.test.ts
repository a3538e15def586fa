import { test } from 'tap';
import { configureProcess } from '../../../domain/process/configure.ts';
import { createProcess } from '../../../domain/process/create.ts';
import { deleteProcess } from '../../../domain/process/delete.ts';
import { process } from '../../../domain/process/index.ts';
import { given } from '../../support/given.ts';
import * as a from '../../support/processes.ts';

const elementId = 'e1000000-0000-4000-8000-000000000001';
const elementTypeId = 'e7000000-0000-4000-8000-000000000001';
const unfiltered = { elementInCorpus: false, elementTypeId: null };
const byAda = { id: a.processId, actor: a.ada };

test('a process over a whole project is a draft of its creator', async () => {
  given(process).when(createProcess, { corpusId: a.corpusId, name: 'Reading' }, unfiltered, byAda).then(a.created());
});

test('filters stand in the draft by id', async () => {
  const input = {
    corpusId: a.corpusId,
    elementId,
    elementType: 'page',
    nameContains: 'fol.',
    loadChildren: true,
    useCache: true,
    useGpu: true,
  };
  given(process)
    .when(createProcess, input, { elementInCorpus: true, elementTypeId }, byAda)
    .then(
      a.created({
        name: null,
        setup: { ...a.setup, elementId, elementTypeId, nameContains: 'fol.', loadChildren: true },
        useCache: true,
        useGpu: true,
      }),
    );
});

test('everything that does not belong to the project, or cannot be, is said at once', async () => {
  const input = { corpusId: a.corpusId, mode: 'dataset', elementId, elementType: 'page', mlClassId: elementTypeId, selection: true };
  given(process)
    .when(createProcess, input, unfiltered, byAda)
    .thenRefused('wrong_mode', 'selection_empty', 'validation_failed', 'validation_failed', 'validation_failed');
});

test('a process is created once', async () => {
  given(process, a.created()).when(createProcess, { corpusId: a.corpusId }, unfiltered, byAda).thenRefused('validation_failed');
});

test('a process is renamed at any time', async () => {
  given(process, a.created(), a.added(), a.started())
    .when(configureProcess, { name: 'Other' }, unfiltered)
    .then({ type: 'ProcessRenamed', data: { name: 'Other' } });
  given(process, a.created())
    .when(configureProcess, { name: null }, unfiltered)
    .then({ type: 'ProcessRenamed', data: { name: null } });
});

test('a draft is configured: what stays away or is the same is not touched', async () => {
  given(process, a.created())
    .when(configureProcess, { elementId, useGpu: true, useCache: false }, { elementInCorpus: true, elementTypeId: null })
    .then({ type: 'ProcessConfigured', data: { setup: { ...a.setup, elementId }, useGpu: true } });
  given(process, a.created({ setup: { ...a.setup, elementTypeId } }))
    .when(configureProcess, { loadChildren: true, name: 'Other' }, unfiltered)
    .then(
      { type: 'ProcessRenamed', data: { name: 'Other' } },
      { type: 'ProcessConfigured', data: { setup: { ...a.setup, elementTypeId, loadChildren: true } } },
    );
  given(process, a.created({ setup: { ...a.setup, elementTypeId } }))
    .when(configureProcess, { elementType: null }, unfiltered)
    .then({ type: 'ProcessConfigured', data: { setup: a.setup } });
  given(process, a.created()).when(configureProcess, { name: 'Reading', useCache: false }, unfiltered).then();
});

test('a started process is not configured, nor is a draft with what is not in its project', async () => {
  given(process, a.created(), a.added(), a.started()).when(configureProcess, { useGpu: true }, unfiltered).thenRefused('process_started');
  given(process, a.created())
    .when(configureProcess, { elementId, elementType: 'page' }, unfiltered)
    .thenRefused('validation_failed', 'validation_failed');
});

test('a process is deleted unless it is running', async () => {
  given(process, a.created()).when(deleteProcess, {}).then(a.deleted);
  given(process, a.created(), a.added(), a.started(), a.finished()).when(deleteProcess, {}).then(a.deleted);
  given(process, a.created(), a.added(), a.started()).when(deleteProcess, {}).thenRefused('process_running');
});

test('a deleted process is as if it had never been', async () => {
  given(process, a.created(), a.deleted).when(deleteProcess, {}).thenRefused('not_found');
  given(process, a.created(), a.deleted).when(configureProcess, { name: 'x' }, unfiltered).thenRefused('not_found');
  given(process).when(configureProcess, { name: 'x' }, unfiltered).thenRefused('not_found');
});
