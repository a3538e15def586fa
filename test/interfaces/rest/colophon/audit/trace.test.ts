import { test } from 'tap';
import * as p from '../../../../support/processes.ts';
import { eventually } from '../../../../support/eventually.ts';
import { auditedProcess, failed, taskPath } from './audited-process.ts';

const trace = (id: unknown) => `/colophon/trace/${String(id)}/`;

/** A finished process whose only task was restarted by ann. */
async function restarted(t: Parameters<typeof auditedProcess>[0]) {
  const scene = await auditedProcess(t, ...failed);
  await scene.ofProcess(p.finished());
  await scene.readSide.caughtUp();
  const { headers } = await scene.ask('PATCH', taskPath, { as: scene.ann, body: { state: 'pending' } });
  await scene.readSide.caughtUp();
  const correlation = headers.get('x-request-id') ?? '';
  const [restart, reopen] = (await scene.store.readAll(0n, 1000)).events.filter(({ metadata }) => metadata.correlationId === correlation);
  return { ...scene, correlation, restart: restart!, reopen: reopen! };
}

test('a decision is shown with what followed from it', async (t) => {
  const { ask, ann, gus, bob, root, correlation, restart, reopen } = await restarted(t);
  const tree = {
    correlation_id: correlation,
    others: [],
    truncated: false,
    root: {
      command: restart.metadata.commandId,
      actor: { kind: 'user', id: String(ann.id) },
      time: restart.time.toISOString(),
      refused: [],
      events: [
        {
          event_id: restart.id,
          type: 'TaskRestarted',
          data: { attempt: 2 },
          caused: [
            {
              command: reopen.metadata.commandId,
              actor: { kind: 'system', id: 'process-manager' },
              refused: [],
              events: [{ event_id: reopen.id, type: 'ProcessReopened', causation_id: restart.id, caused: [] }],
            },
          ],
        },
      ],
    },
  };

  await t.test('by any of its events, commands, or its correlation', async (t) => {
    for (const id of [restart.id, reopen.id, restart.metadata.commandId, reopen.metadata.commandId, correlation])
      t.match(await ask('GET', trace(id), { as: gus }), { status: 200, body: tree });
    t.match(await ask('GET', trace(bob.id), { as: root }), { status: 404 });
    t.match(await ask('GET', trace(p.farmId), { as: root }), { status: 404 });
  });

  await t.test('to readers of its project', async (t) => {
    t.match(await ask('GET', trace(restart.id)), { status: 401 });
    t.match(await ask('GET', trace(restart.id), { as: bob }), { status: 404 });
    t.match(await ask('GET', trace(restart.id), { as: root }), { status: 200 });
  });
});

test('a refused command is a leaf with its code', async (t) => {
  const { ask, ann, bob, gus, refused } = await restarted(t);
  const { headers } = await ask('PATCH', taskPath, { as: ann, body: { state: 'pending' } });
  const id = headers.get('x-request-id') ?? '';
  await eventually('the refusal is kept', async () => (await refused.ofCorrelation(id)).length > 0);
  t.match(await ask('GET', trace(id), { as: gus }), {
    status: 200,
    body: { root: { operation: 'RestartTask', actor: { id: String(ann.id) }, refused: ['task_not_final'], events: [] } },
  });
  t.match(await ask('GET', trace(id), { as: bob }), { status: 404 });
  const { headers: forbidden } = await ask('PATCH', taskPath, { as: gus, body: { state: 'pending' } });
  const another = forbidden.get('x-request-id') ?? '';
  await eventually('the refusal is kept', async () => (await refused.ofCorrelation(another)).length > 0);
  t.match(await ask('GET', trace(another), { as: gus }), { body: { root: { operation: 'PartialUpdateTask', refused: ['forbidden'] } } });
});

test('what happened elsewhere is not shown with what may be read', async (t) => {
  const { ask, gus, root, restart, store, readSide } = await restarted(t);
  const hidden = p.created({ processId: p.farmId, corpusId: p.corpusId });
  const metadata = { ...restart.metadata, commandId: p.fast, causationId: restart.id };
  await store.append(`process-${p.farmId}`, 'no_stream', [{ ...hidden, id: p.fast, version: 1, time: restart.time, metadata }]);
  await readSide.caughtUp();
  t.match(await ask('GET', trace(restart.id), { as: root }), { body: { root: { events: [{ caused: [{}, {}] }] } } });
  t.match(await ask('GET', trace(restart.id), { as: gus }), { status: 404 });
});
