import { test } from 'tap';
import type { EventStore } from '../../../../../application/ports/event-store.ts';
import { naturalId } from '../../../../../domain/kernel/ids.ts';
import type { TaskEvent } from '../../../../../domain/task/events.ts';
import { inStream } from '../../../../support/folding.ts';
import * as p from '../../../../support/processes.ts';
import * as a from '../../../../support/tasks.ts';
import { auditedProcess, failed, processPath } from './audited-process.ts';

const stream = `/colophon/stream/task-${a.taskId}/`;
type Event = { readonly type: string; readonly revision: number; readonly position: string };
const types = (events: readonly Event[]): readonly string[] => events.map(({ type }) => type);

test('instance admins read streams, events and the log', async (t) => {
  const { ask, root, ann, readSide, store } = await auditedProcess(t, ...failed);
  await readSide.caughtUp();
  const get = (path: string) => ask('GET', path, { as: root });
  const whole = ['TaskCreated', 'TaskQueued', 'TaskClaimed', 'TaskStarted', 'TaskFailed'];

  await t.test('the state of a stream', async (t) => {
    t.match(await get(stream), {
      status: 200,
      body: { stream: `task-${a.taskId}`, revision: 4, position: String, state: { state: 'failed', attempt: 1, claims: [{ term: 1 }] } },
    });
    t.match(await get('/colophon/stream/task-nothing/'), { status: 404 });
    t.match(await get('/colophon/stream/nonsense/'), { status: 404 });
  });

  await t.test('its events, part by part', async (t) => {
    t.match(await get('/colophon/stream/task-nothing/events/'), { status: 404 });
    const { body } = await get(`${stream}events/?page_size=3&with_count=true`);
    t.match({ count: body.count, types: types(body.results) }, { count: 5, types: whole.slice(0, 3) });
    t.same(types((await get(body.next)).body.results), whole.slice(3));
  });

  await t.test('one event, by its id or its position', async (t) => {
    const event = (await store.readStream(`task-${a.taskId}`))[4]!;
    const shown = { event_id: event.id, type: 'TaskFailed', stream: event.stream, revision: 4, position: String(event.position) };
    t.match(await get(`/colophon/event/${event.id}/`), {
      status: 200,
      body: { ...shown, data: { exitCode: 1 }, actor: { kind: 'system' } },
    });
    t.match(await get(`/colophon/event/${event.position}/`), { status: 200, body: shown });
    t.match(await get(`/colophon/event/${p.farmId}/`), { status: 404 });
    t.match(await get('/colophon/event/999999/'), { status: 404 });
    t.match(await get('/colophon/event/nonsense/'), { status: 404 });
  });

  await t.test('the log from a position on', async (t) => {
    const { body } = await get('/colophon/events/?limit=2');
    t.equal(body.length, 2);
    const next = (await get(`/colophon/events/?limit=3&after=${body[1].position}`)).body as readonly Event[];
    t.ok(next.length === 3 && BigInt(next[0]!.position) > BigInt(body[1].position));
    t.same((await get(`/colophon/events/?after=${await store.head()}`)).body, []);
    t.match(await get('/colophon/events/?after=x'), { status: 400, body: { after: [String] } });
  });

  await t.test('nobody else does', async (t) => {
    for (const path of [stream, `${stream}events/`, '/colophon/event/1/', '/colophon/events/']) {
      t.match(await ask('GET', path), { status: 401 });
      t.match(await ask('GET', path, { as: ann }), { status: 403 });
    }
  });
});

test('readers of a project see what happened to a process and its tasks, in one order', async (t) => {
  const { ask, gus, bob, ofProcess, readSide, positionsOf } = await auditedProcess(t, ...failed);
  await ofProcess(p.finished());
  await readSide.caughtUp();
  const path = `/colophon${processPath}history/`;
  const whole = [
    'ProcessCreated',
    'WorkerRunAdded',
    'ProcessStarted',
    'TaskCreated',
    'TaskQueued',
    'TaskClaimed',
    'TaskStarted',
    'TaskFailed',
    'ProcessFinished',
  ];
  const { body } = await ask('GET', `${path}?page_size=4&with_count=true`, { as: gus });
  t.same({ count: body.count, types: types(body.results) }, { count: 9, types: whole.slice(0, 4) });
  t.same(types((await ask('GET', body.next, { as: gus })).body.results), whole.slice(4, 8));
  const [failure] = await positionsOf('TaskFailed');
  t.same(types((await ask('GET', `${path}?until=${failure}`, { as: gus })).body.results), whole.slice(0, 8));
  t.match(await ask('GET', path, { as: bob }), { status: 404 });
});

/** Counts how many streams are read, and events of them. */
function reads(store: Pick<EventStore, 'readStream'>): { streams: number; events: number } {
  const seen = { streams: 0, events: 0 };
  const readStream = store.readStream.bind(store);
  store.readStream = async (...asked) => {
    const events = await readStream(...asked);
    seen.streams++;
    seen.events += events.length;
    return events;
  };
  return seen;
}

test('given a process of many tasks, a page of its history reads about a page, and the pages make the whole', async (t) => {
  const { ask, gus, happened, ofProcess, corpusId, store, readSide } = await auditedProcess(t, ...failed);
  const ids = Array.from({ length: 300 }, (_, n) => naturalId('task', 'history', n));
  const others = naturalId('task', 'of another process');
  await happened(...inStream(`task-${others}`)(a.created({ taskId: others, corpusId, processId: naturalId('process', 'another') })));
  const step = (taskId: string, event: TaskEvent) => inStream(`task-${taskId}`)(event);
  await happened(...ids.flatMap((taskId) => step(taskId, a.created({ taskId, corpusId }))), ...ids.flatMap((id) => step(id, a.queued())));
  await ofProcess(p.finished());
  await readSide.caughtUp();
  const whole = (await store.readAll(0n, 10_000)).events.filter(
    ({ stream }) => (stream.startsWith('process-') || stream.startsWith('task-')) && stream !== `task-${others}`,
  );
  const path = `/colophon${processPath}history/`;
  const seen = reads(store);
  const pages = async (query: string) => {
    const shown: string[] = [];
    for (let next = `${path}?page_size=50${query}`; next;) {
      Object.assign(seen, { streams: 0, events: 0 });
      const { body } = await ask('GET', next, { as: gus });
      t.ok(seen.streams <= 53 && seen.events <= 110, `${seen.streams} streams, ${seen.events} events`);
      shown.push(...(body.results as readonly Event[]).map(({ position }) => position));
      next = body.next;
    }
    return shown;
  };
  const upTo = (end: number) => whole.slice(0, end).map(({ position }) => String(position));
  t.same(await pages(''), upTo(whole.length));
  t.same(await pages(`&until=${whole[399]!.position}`), upTo(400), 'up to a position');
  t.same(await pages('&until=2000-01-01T00:00:00Z'), [], 'up to an instant');
  t.same(await pages('&until=2999-01-01T00:00:00Z'), upTo(whole.length));
  const count = async (until: string) => (await ask('GET', `${path}?page_size=1&with_count=true${until}`, { as: gus })).body.count;
  t.same(await Promise.all(['', `&until=${whole[399]!.position}`, '&until=2999-01-01T00:00:00Z'].map(count)), [
    whole.length,
    400,
    whole.length,
  ]);
});
