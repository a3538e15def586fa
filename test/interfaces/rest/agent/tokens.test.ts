import { test } from 'tap';
import * as a from '../../../support/tasks.ts';
import { agentBench, claimedBy, machine } from './agent-bench.ts';

test('the tokens of agents', async (t) => {
  const { ask, joins, poll, ida, farm, store, withTask } = await agentBench(t);
  const press = await joins('press-1');
  const refresh = (token: unknown) => ask('POST', '/agent/refresh/', { body: { refresh_token: token } });

  await t.test('access opens the poll, and so does what a refresh gives', async (t) => {
    t.strictSame((await poll(press)).body, { actions: [], next_poll_ms: 0 });
    const { status, body } = await refresh(press.refresh);
    t.equal(status, 200);
    t.strictSame(Object.keys(body), ['access_token', 'access_expires']);
    t.ok(Date.parse(body.access_expires) > Date.now());
    t.match(await poll({ as: `Bearer ${body.access_token}` }), { status: 200 });
    t.match(await refresh(press.refresh), { status: 200 }, 'a refresh token serves again and again');
  });

  await t.test('a refresh with anything else says to register again', async (t) => {
    const access = press.as.slice('Bearer '.length);
    for (const bad of ['nonsense', access, `${press.refresh}x`, press.refresh.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))])
      t.match(await refresh(bad), { status: 401, body: { detail: /register again/, problems: [{ code: 'unauthenticated' }] } });
    t.match(await ask('POST', '/agent/refresh/', { body: {} }), { status: 400, body: { refresh_token: [String] } });
  });

  await t.test('a refresh token opens nothing itself', async (t) => {
    t.match(await poll({ as: `Bearer ${press.refresh}` }), { status: 401 });
    t.match(await poll({ as: `Token ${press.as.slice('Bearer '.length)}` }), { status: 401 });
  });

  await t.test('an agent may not do what people do', async (t) => {
    const before = await store.head();
    const asked = [
      ['GET', '/agents/'],
      ['GET', '/process/farms/'],
      ['POST', '/farms/', { name: 'Mine' }],
      ['POST', `/farm/${farm.id}/seed/`],
      ['PATCH', `/agent/${press.id}/`, { draining: true }],
      ['DELETE', `/agent/${press.id}/`],
      ['POST', '/corpus/', { name: 'Mine' }],
      ['GET', '/user/'],
    ] as const;
    for (const [method, path, body] of asked)
      t.match(await ask(method, path, { as: press.as, ...(body && { body }) }), { status: 403 }, `${method} ${path}`);
    t.equal(await store.head(), before);
  });

  await t.test('nobody but agents polls and gets definitions', async (t) => {
    await withTask(a.queued(), claimedBy(press.id));
    for (const path of ['/agent/actions/', `/task/${a.taskId}/definition/`]) {
      t.match(await ask('GET', path), { status: 401 });
      t.match(await ask('GET', path, { as: ida }), { status: 403 });
      t.match(await ask('GET', path, { as: `Ponos ${a.taskId}.1.ok` }), { status: 403 });
    }
  });
});

test('given an agent that was removed, when it comes with its old tokens, then they count no more, until it joins again', async (t) => {
  const { ask, joins, poll, ida } = await agentBench(t);
  const [press, mill] = [machine('press-1'), await joins('mill-1')];
  const joined = await joins(press);
  const refresh = () => ask('POST', '/agent/refresh/', { body: { refresh_token: joined.refresh } });
  t.match(await poll(joined), { status: 200 });

  t.match(await ask('DELETE', `/agent/${joined.id}/`, { as: ida }), { status: 204 });
  t.match(await poll(joined), { status: 401, body: { problems: [{ code: 'unauthenticated' }] } });
  t.match(await refresh(), { status: 401, body: { detail: /register again/ } });
  t.match(await poll(mill), { status: 200 }, 'others are not concerned');

  t.equal((await joins(press)).id, joined.id);
  t.match(await poll(joined), { status: 200 });
  t.match(await refresh(), { status: 200 });
});
