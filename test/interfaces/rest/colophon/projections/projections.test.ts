import { test } from 'tap';
import { colophonOperations } from '../../../../../interfaces/rest/colophon/index.ts';
import { inStream } from '../../../../support/folding.ts';
import { restBench } from '../../../../support/rest-bench.ts';
import * as tasks from '../../../../support/tasks.ts';

const bench = async (t: Parameters<typeof restBench>[0]) => {
  const rest = await restBench(t, colophonOperations);
  const ada = rest.person({ admin: true });
  const at = (path: string): string => `/colophon/projection/tasks/${path}`;
  const post = async (path: string, body: object = {}) => rest.ask('POST', at(path), { as: ada, body });
  const find = async () =>
    (await rest.ask('GET', '/colophon/projections/', { as: ada })).body.find((one: { name: string }) => one.name === 'tasks');
  const until = async (holds: (building: { state: string; verifying: boolean }) => boolean) => {
    for (;;) {
      const { building } = await find();
      if (building && holds(building)) return building;
    }
  };
  return { ...rest, ada, at, post, find, until };
};

test('only admins of the instance see and change projections', async (t) => {
  const { ask, person, at } = await bench(t);
  const bob = person();
  for (const [method, path] of [
    ['GET', '/colophon/projections/'],
    ['POST', at('rebuild/')],
    ['POST', at('rollback/')],
    ['DELETE', at('generation/1/')],
  ] as const) {
    t.equal((await ask(method, path, { as: bob, body: method === 'POST' ? { reason: 'x' } : undefined })).status, 403);
    t.equal((await ask(method, path)).status, 401);
  }
});

test('a read model is rebuilt, verified, switched to, rolled back and dropped over the API', async (t) => {
  const { ada, ask, at, post, find, until } = await bench(t);
  t.match(await find(), {
    version: Number,
    live: { number: 1, state: 'live', progress: 1 },
    building: null,
    events_behind: 0,
    stuck: false,
  });

  t.match(await post('rebuild/', { max_rate: 1000 }), { status: 201, body: { number: 2, max_rate: 1000, changed_by: `user ${ada.id}` } });
  await until(({ state }) => state === 'caught_up');
  t.match(await post('switch/'), { status: 400, body: { problems: [{ code: 'state_forbidden' }], state: [/not verified: verify it/] } });
  t.match(await post('switch/', { force: true }), { status: 400, body: { reason: ['Say why the switch is forced.'] } });
  t.match(await post('verify/', { full: true }), { status: 202, body: { number: 2 } });
  t.match(await until(({ verifying }) => !verifying), {
    state: 'verified',
    verification: { equal: true, full: true, differences: [], tables: [{ name: 'tasks', rows: 0, live: { rows: 0 } }] },
  });
  t.match(await post('switch/'), { status: 200, body: { number: 2, state: 'live' } });
  t.match(await post('rollback/'), { status: 400, body: { reason: Array } });
  t.match(await post('rollback/', { reason: 'wrong colour' }), { status: 200, body: { number: 1, state: 'live', reason: 'wrong colour' } });
  t.match(await ask('DELETE', at('generation/1/'), { as: ada }), { status: 400, body: { state: [/Generation 1 is live/] } });
  t.equal((await ask('DELETE', at('generation/2/'), { as: ada })).status, 204);
  t.match(await find(), { live: { number: 1 }, retired: null });
});

test('given a generation retired before, the switch that would drop it is refused until the request says that it may go', async (t) => {
  const { post, find, until } = await bench(t);
  const built = async (number: number) => {
    t.match(await post('rebuild/'), { status: 201, body: { number } });
    await until(({ state }) => state === 'caught_up');
  };
  const force = { force: true, reason: 'a trial' };
  await built(2);
  t.match(await post('switch/', force), { status: 200, body: { number: 2 } }, 'nothing was retired before: nothing is lost');
  await built(3);
  const refusal = {
    status: 400,
    body: { problems: [{ code: 'state_forbidden' }], state: [/generation 1, .*no rollback.*drop_retired: true/] },
  };
  t.match(await post('switch/', force), refusal);
  t.match(await find(), { live: { number: 2 }, retired: { number: 1 }, building: { number: 3 } }, 'nothing has changed');
  t.match(await post('switch/', { ...force, drop_retired: true }), { status: 200, body: { number: 3, state: 'live' } });
  t.match(await find(), { live: { number: 3 }, retired: { number: 2 } });
});

test('a rebuild is paused, resumed and cancelled over the API; what does not fit is refused', async (t) => {
  const { post, find, happened } = await bench(t);
  await happened(...Array.from({ length: 30 }, () => inStream(`task-${tasks.taskId}`)(tasks.queued())).flat());
  t.match(await post('pause/'), { status: 400, body: { problems: [{ code: 'state_forbidden' }] } });

  t.equal((await post('rebuild/', { max_rate: 1 })).status, 201);
  t.match(await post('pause/'), { status: 200, body: { state: 'paused' } });
  t.match(await post('rebuild/'), { status: 400, body: { state: [/paused already/] } });
  t.match(await post('resume/', { max_rate: 2 }), { status: 200, body: { state: 'building', max_rate: 2 } });
  t.match(await post('rebuild/', { max_rate: 0 }), { status: 400, body: { max_rate: ['Must be at least 1.'] } });
  t.match(await post('rebuild/', { maxrate: 5 }), { status: 400, body: { maxrate: ['This operation knows no such field.'] } });
  t.match(await post('cancel/'), { status: 200, body: { number: 2, state: 'cancelled' } });

  t.match(await find(), { building: null });
  t.match(await post('cancel/'), { status: 400, body: { state: [/Nothing is being built/] } });
});

test('given no projection of a name, whatever is asked for it is not found', async (t) => {
  const { ask, ada } = await bench(t);
  for (const act of ['rebuild', 'pause', 'resume', 'cancel', 'verify', 'switch', 'rollback'])
    t.equal(
      (await ask('POST', `/colophon/projection/nothing/${act}/`, { as: ada, body: act === 'rollback' ? { reason: 'x' } : {} })).status,
      404,
      act,
    );
  t.equal((await ask('DELETE', '/colophon/projection/nothing/generation/1/', { as: ada })).status, 404, 'drop');
});
