import { test } from 'tap';
import { upkeepOperations } from '../../../../../interfaces/rest/colophon/upkeep/index.ts';
import { eventually } from '../../../../support/eventually.ts';
import { restBench } from '../../../../support/rest-bench.ts';

const bench = async (t: Parameters<typeof restBench>[0]) => {
  const rest = await restBench(t, upkeepOperations);
  const ada = rest.person({ admin: true });
  const post = (path: string, body: object) => rest.ask('POST', `/colophon/${path}`, { as: ada, body });
  const get = (path: string) => rest.ask('GET', `/colophon/${path}`, { as: ada });
  const ended = (id: string) =>
    eventually(
      'the run has ended',
      async () => (await rest.upkeep.upkeep.find(id))?.state !== 'running' && rest.upkeep.leases.names.length === 0,
    );
  return { ...rest, ada, post, get, ended };
};

const id = '00000000-0000-4000-8000-000000000001';
const copy = { to: 'postgres://me:dontsayit@db:5432/copy' };

test('only admins of the instance begin, see and cancel upkeep runs', async (t) => {
  const { ask, person, upkeep } = await bench(t);
  const bob = person();
  for (const [method, path, body] of [
    ['POST', 'log/copy/', copy],
    ['POST', 'log/verify/', {}],
    ['POST', 'backups/', { name: 'nightly' }],
    ['GET', 'backups/', undefined],
    ['POST', 'backup/nightly/restore/', { data: 'again' }],
    ['GET', 'upkeep-runs/', undefined],
    ['GET', `upkeep-run/${id}/`, undefined],
    ['DELETE', `upkeep-run/${id}/`, undefined],
  ] as const) {
    t.equal((await ask(method, `/colophon/${path}`, { as: bob, body })).status, 403, path);
    t.equal((await ask(method, `/colophon/${path}`, { body })).status, 401, path);
  }
  t.strictSame(upkeep.asks, []);
});

test('a copy begins, is followed, and says what it came to; meanwhile nothing else begins', async (t) => {
  const { ada, ask, post, get, ended, upkeep } = await bench(t);
  const { status, body: run } = await post('log/copy/', copy);
  t.match(
    { status, run },
    { status: 202, run: { kind: 'log_copy', state: 'running', asked_by: `user ${ada.id}`, result: null, ended_at: null } },
  );
  t.strictSame(upkeep.asks, [copy]);
  const busy = new RegExp(`until run ${run.id} has ended`);
  t.match(await post('log/verify/', {}), { status: 400, body: { problems: [{ code: 'state_forbidden' }], state: [busy] } });

  upkeep.works[0]?.done({ events: 3, still_served: true });
  await ended(run.id);
  const done = { id: run.id, state: 'done', result: { events: 3, still_served: true }, problem: null, ended_at: /Z$/ };
  t.match(await get(`upkeep-run/${run.id}/`), { status: 200, body: done });
  t.match(await post('log/verify/', copy), { status: 202, body: { kind: 'log_verify' } });
  t.match(await get('upkeep-runs/'), { status: 200, body: { count: 2, number: 1, results: [{ kind: 'log_verify' }, done] } });
  t.match(await ask('DELETE', `/colophon/upkeep-run/${run.id}/`, { as: ada }), { status: 400, body: { state: [/has ended already/] } });
  t.match(await get(`upkeep-run/${id}/`), { status: 404 });
  t.match(await ask('DELETE', `/colophon/upkeep-run/${id}/`, { as: ada }), { status: 404 });
});

test('a run is cancelled, and says what can be done then', async (t) => {
  const { ada, ask, post, get, ended } = await bench(t);
  const { body: run } = await post('log/copy/', copy);
  t.match(await ask('DELETE', `/colophon/upkeep-run/${run.id}/`, { as: ada }), { status: 202, body: { id: run.id } });
  await ended(run.id);
  t.match(await get(`upkeep-run/${run.id}/`), { body: { state: 'cancelled', problem: /The same request goes on where it was/ } });
});

test('what is asked amiss is named by its field, and no password is answered', async (t) => {
  const { post, upkeep } = await bench(t);
  const form = /postgres:\/\/user:password@host:5432\/name or esdb:/;
  for (const to of ['mysql://me:dontsayit@db/x', 'postgres//me:dontsayit@db', 'esdb://me:dont@sayit@db', '', 7]) {
    const answer = await post('log/copy/', { to });
    t.match(answer, { status: 400, body: { to: [typeof to === 'string' ? form : String] } }, String(to));
    t.notMatch(JSON.stringify(answer.body), /sayit/);
  }
  t.match(await post('log/verify/', { to: 'nowhere' }), { status: 400, body: { to: [form] } });
  t.match(await post('backups/', { name: 'taken' }), { status: 400, body: { name: ['It is taken.'] } });
  t.match(await post('backups/', {}), { status: 400, body: { name: ['This field is required.'] } });
  const wrong = { data: 'again', database_url: 'db:5432', event_store_url: 'http://log', blobs_url: 's3://nothing' };
  t.match(await post('backup/nightly/restore/', wrong), {
    status: 400,
    body: { database_url: [/postgres:\/\//], event_store_url: [/esdb:/], blobs_url: [/s3:/] },
  });
  t.match(await post('backup/nightly/restore/', {}), { status: 400, body: { data: ['This field is required.'] } });
  t.match(await post('backup/unknown/restore/', { data: 'again' }), { status: 404 });
  t.strictSame(upkeep.asks, []);
});

test('a restore is told where to; backups are listed, also one that is none', async (t) => {
  const { post, get, upkeep } = await bench(t);
  const urls = {
    database_url: 'postgres://me@db:5432/again',
    event_store_url: 'esdb://log:2113',
    blobs_url: 's3://key:secret@files/again',
  };
  t.match(await post('backup/nightly/restore/', { data: 'again', ...urls }), { status: 202, body: { kind: 'restore' } });
  const into = { databaseUrl: urls.database_url, eventStoreUrl: urls.event_store_url, blobsUrl: urls.blobs_url };
  t.strictSame(upkeep.asks, [{ name: 'nightly', data: 'again', ...into }]);

  const of = { made: '2026-01-01T12:00:00.000Z', events: 3, streams: 2, hash: 'abc', objects: 'included' as const, files: 4, bytes: 99 };
  upkeep.backups.push({ name: 'nightly', of, problem: null }, { name: 'old', of: null, problem: 'old is damaged.' });
  const none = { made: null, events: null, streams: null, hash: null, objects: null, files: null, bytes: null };
  t.strictSame((await get('backups/')).body, [
    { name: 'nightly', ...of, problem: null },
    { name: 'old', ...none, problem: 'old is damaged.' },
  ]);
});
