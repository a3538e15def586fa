import { test } from 'tap';
import type { Finding } from '../../../../application/health/check.ts';
import { retrieveHealth } from '../../../../interfaces/rest/colophon/health/retrieve-health.ts';
import { edgeBench } from '../edge/edge-bench.ts';

const path = '/colophon/health/';
const store: Finding = { check: 'event store', grade: 'ok', says: 'It answers.' };
const agents: Finding = { check: 'agents', grade: 'warning', says: 'None is there.', remedy: 'Start one.' };
const queue: Finding = { check: 'queue', grade: 'problem', says: 'It is away.', remedy: 'Start it.' };

test('given anybody, a word is told and nothing else', async (t) => {
  const { ask, findings } = await edgeBench(t, [retrieveHealth]);
  findings.push(store, agents);
  for (const as of [undefined, 'ann'] as const) t.strictSame(await (await ask('GET', path, as ? { as } : {})).json(), { status: 'ok' });
  findings.push(queue);
  const degraded = await ask('GET', path);
  t.strictSame([degraded.status, await degraded.json()], [200, { status: 'degraded' }], 'work goes on as far as it can');
});

test('given an instance admin, everything that was looked at is told, and the alarms apart', async (t) => {
  const { ask, findings } = await edgeBench(t, [retrieveHealth]);
  findings.push(store, agents, queue);
  const alarm = { name: 'queue', grade: 'problem', says: 'It is away.', remedy: 'Start it.' };
  t.match(await (await ask('GET', path, { as: 'root' })).json(), {
    status: 'degraded',
    alarms: [alarm],
    checks: [{ name: 'event store', remedy: null }, { name: 'agents' }, alarm],
  });
});

test('given a log that cannot be written, the answer is a 503', async (t) => {
  const { ask, findings } = await edgeBench(t, [retrieveHealth]);
  findings.push({ check: 'event store', grade: 'problem', says: 'It takes nothing.', remedy: 'Look at it.' });
  t.equal((await ask('GET', path)).status, 503);
});
