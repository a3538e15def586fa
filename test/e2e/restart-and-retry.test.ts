import tap, { test } from 'tap';
import { processIdentity } from '../../interfaces/agent/process-identity.ts';
import { Orders } from './support/orders.ts';
import { activities, draft, finished, processOf, textsOf, type Process, type Task } from './support/processes.ts';
import { Server } from './support/server.ts';
import { configured, pageNames, project, publishTestWorker } from './support/workshop.ts';

/** Task states of one run of the process, by the end of the slug: `a 1` is chunk 1 of the first worker run. */
function states({ tasks }: Process, runs: readonly string[], run: number): Readonly<Record<string, string>> {
  const name = ({ slug, worker_run_id, chunk }: Task) => (worker_run_id ? `${'ab'[runs.indexOf(worker_run_id)]} ${chunk}` : slug);
  return Object.fromEntries(tasks.filter((task) => task.run === run).map((task) => [name(task), task.state]));
}

const server = await Server.start(tap);
const rest = await server.user('ada@example.org', '--admin');
const worker = await publishTestWorker(rest);

test('a task that broke down is restarted in place, then the whole process is run again', async (t) => {
  const orders = new Orders(t);
  const told = await configured(rest, worker, 'told to break', { orders: orders.folder });
  const pages = await project(rest, pageNames(4));
  const { id, runs } = await draft(rest, pages.id, [
    { worker, configuration: told },
    { worker, after: [0] },
  ]);
  const change = (task: Task | undefined, state: string) => rest.ask('PATCH', `/task/${task?.id}/`, { body: { state } });
  const taskOf = async (run: number, place: number, chunk: number): Promise<Task | undefined> =>
    (await processOf(rest, id)).tasks.find((task) => task.run === run && task.worker_run_id === runs[place] && task.chunk === chunk);

  await t.test('what waits for a failed task stays unscheduled for ever, and the process is finished all the same', async (t) => {
    orders.breakDown('page 3');
    await rest.post(`/process/${id}/start/`, { chunks: 2 });

    const done = await finished(rest, id);

    t.match(done, { state: 'failed', active: false });
    t.strictSame(states(done, runs, 1), {
      initialisation: 'completed',
      'a 1': 'failed',
      'a 2': 'completed',
      'b 1': 'unscheduled',
      'b 2': 'completed',
    });
    t.match(await rest.get(`/task/${(await taskOf(1, 0, 1))?.id}/`), { exit_code: 1, logs: /broke down at page 3/ });
  });

  await t.test('only what failed can be restarted', async (t) => {
    t.match(await change(await taskOf(1, 0, 2), 'pending'), { status: 400, body: { problems: [{ code: 'task_completed' }] } });
    t.match(await change(await taskOf(1, 1, 1), 'pending'), { status: 400, body: { problems: [{ code: 'task_not_final' }] } });
  });

  await t.test('restarted in place it does the rest of its chunk, and what waited goes on', async (t) => {
    orders.mend('page 3');
    orders.hold('started', 'page 3');

    const restarted = await change(await taskOf(1, 0, 1), 'pending');

    t.match(restarted, { status: 200, body: { attempt: 2, exit_code: null } });
    // On a busy machine a read without the position of the write may be answered before the read models have it.
    const seen = await rest.ask('GET', `/process/${id}/`, { headers: { 'X-Position': restarted.headers.get('x-position') ?? '' } });
    t.match(seen, { status: 200, body: { active: true, finished: null } });
    await orders.held('started');
    t.match(await taskOf(1, 1, 1), { state: 'unscheduled' });
    orders.goOn('started', 'page 3');
    const done = await finished(rest, id);
    t.equal(done.state, 'completed');
    t.strictSame([...new Set((await activities(rest, id)).map(({ state }) => state))], ['processed']);
    for (const name of pageNames(4)) t.strictSame(await textsOf(rest, pages.page(name)), [`text of ${name}`, `text of ${name}`], name);
  });

  await t.test('a retry makes new tasks, which skip what is processed', async (t) => {
    const again = await rest.post<Process>(`/process/${id}/retry/`);

    t.equal(again.tasks.length, 10);
    t.equal(again.finished, null);
    const done = await finished(rest, id);
    t.equal(done.state, 'completed');
    t.strictSame([...new Set(Object.values(states(done, runs, 2)))], ['completed']);
    t.match(await rest.get(`/task/${(await taskOf(2, 0, 1))?.id}/`), {
      logs: `skipped ${pages.page('page 1')}\nskipped ${pages.page('page 3')}\n`,
    });
    t.strictSame(await textsOf(rest, pages.page('page 1')), ['text of page 1', 'text of page 1'], 'nothing is written twice');
  });
});

test('a process that is stopped in the middle ends as stopped, its programs are gone, and it can be run again', async (t) => {
  const orders = new Orders(t);
  const told = await configured(rest, worker, 'told to hold', { orders: orders.folder });
  const pages = await project(rest, pageNames(3));
  const { id } = await draft(rest, pages.id, [
    { worker, configuration: told },
    { worker, after: [0] },
  ]);
  orders.hold('written', 'page 2');
  await rest.post(`/process/${id}/start/`, {});
  const [held] = await orders.held('written');

  await rest.patch(`/process/${id}/`, { state: 'stopping' });

  const stopped = await finished(rest, id);
  t.match(stopped, { state: 'stopped', active: false });
  t.strictSame(stopped.tasks.map(({ state }) => state).sort(), ['completed', 'stopped', 'stopped']);
  t.equal(processIdentity(held?.pid ?? 0), null, 'the program of the task has ended');
  t.match(await rest.ask('PATCH', `/process/${id}/`, { body: { state: 'stopping' } }), {
    status: 400,
    body: { problems: [{ code: 'process_not_running' }] },
  });

  orders.goOn('written', 'page 2');
  await rest.post(`/process/${id}/retry/`);

  t.match(await finished(rest, id), { state: 'completed' });
  t.strictSame(
    (await activities(rest, id)).map(({ state }) => state),
    Array(6).fill('processed'),
  );
  for (const name of pageNames(3)) t.strictSame(await textsOf(rest, pages.page(name)), [`text of ${name}`, `text of ${name}`], name);
  const old = stopped.tasks.find(({ state }) => state === 'stopped');
  const refused = await rest.ask('PATCH', `/task/${old?.id}/`, { body: { state: 'pending' } });
  t.match(refused, { status: 400, body: { problems: [{ code: 'not_last_run' }] } });
});
