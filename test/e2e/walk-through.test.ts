import { test } from 'tap';
import { Orders } from './support/orders.ts';
import { activities, draft, finished, processOf, taskBecomes, textsOf, type Process } from './support/processes.ts';
import { Server } from './support/server.ts';
import { configured, pageNames, project, publishTestWorker } from './support/workshop.ts';

interface Statistics {
  readonly estimated_completion: string | null;
  readonly rows: readonly { readonly worker_run: { readonly id: string } }[];
}

const slugs = ({ tasks }: Process): readonly string[] => tasks.map(({ slug, depth, state }) => `${depth} ${slug} ${state}`);

test('two chained worker runs over four pages in two chunks, one of which fails', async (t) => {
  const server = await Server.start(t);
  const rest = await server.user('ada@example.org', '--admin');
  const orders = new Orders(t);
  const worker = await publishTestWorker(rest);
  const told = await configured(rest, worker, 'told', { orders: orders.folder });
  const pages = await project(rest, pageNames(4));
  const statistics = (id: string) => rest.get<Statistics>(`/process/${id}/activity-stats/`);

  const { id, runs } = await draft(rest, pages.id, [
    { worker, configuration: told },
    { worker, after: [0] },
  ]);
  const [a = '', b = ''] = runs;
  const [a1, a2, b1, b2] = [a, a, b, b].map((run, index) => `test-worker_${run.slice(0, 6)}_${(index % 2) + 1}`) as [
    string,
    string,
    string,
    string,
  ];

  await t.test('a draft has no tasks, is listed as not started, and takes no run twice', async (t) => {
    t.match(await processOf(rest, id), { state: 'unscheduled', active: false, started: null, activity_state: 'disabled', tasks: [] });
    t.match(await rest.all('/process/?started=False'), [{ id }]);
    const twice = await rest.ask('POST', `/process/${id}/workers/`, { body: { worker_version_id: worker.versionId, parents: [a] } });
    t.match(twice, { status: 400, body: { problems: [{ code: 'run_duplicate' }] } });
    const parents = await rest.ask('PATCH', `/process/workers/${b}/`, { body: { parents: [a, a] } });
    t.match(parents, { status: 400, body: { problems: [{ code: 'parent_duplicate' }] } });
  });

  await t.test('the start answers with all five tasks; the first step lays out chunks and queues activities', async (t) => {
    orders.fail('page 3');
    orders.hold('started', 'page 2');

    const started = await rest.post<Process>(`/process/${id}/start/`, { chunks: 2 });

    t.strictSame(
      slugs(started)
        .map((line) => line.replace(/ \w+$/, ''))
        .sort(),
      ['0 initialisation', `1 ${a1}`, `1 ${a2}`, `2 ${b1}`, `2 ${b2}`].sort(),
    );
    const step = await taskBecomes(rest, id, 'initialisation', 'completed');
    const chunk = async (n: number) => (await rest.ask('GET', `/task/${step.id}/artifact/elements_chunk_${n}.json`)).body;
    const listed = (...names: string[]) => names.map((name) => ({ id: pages.page(name), type: 'page' }));
    t.strictSame([await chunk(1), await chunk(2)], [listed('page 1', 'page 3'), listed('page 2', 'page 4')]);
    t.equal((await processOf(rest, id)).activity_state, 'ready');
  });

  await t.test('the second run goes on with the chunk that is ready while the other is still at work', async (t) => {
    await orders.held('started');
    await taskBecomes(rest, id, b1, 'completed');

    const seen = await processOf(rest, id);
    t.match(seen, { state: 'running', active: true, finished: null });
    t.match(Object.fromEntries(seen.tasks.map(({ slug, state }) => [slug, state])), {
      [a1]: 'completed',
      [a2]: 'running',
      [b1]: 'completed',
      [b2]: 'unscheduled',
    });
    t.match((await statistics(id)).rows, [
      { worker_run: { id: a }, queued: 1, started: 1, processed: 1, error: 1, total: 4 },
      { worker_run: { id: b }, queued: 2, started: 0, processed: 2, error: 0, total: 4 },
    ]);
    t.ok(
      (await rest.get<{ agent: object | null }>(`/task/${seen.tasks.find(({ slug }) => slug === a2)?.id}/`)).agent,
      'its agent is shown',
    );
  });

  await t.test('one failed element does not fail its task: the process completes and says how many failed', async (t) => {
    orders.goOn('started', 'page 2');

    const done = await finished(rest, id);

    t.match(done, { state: 'completed', active: false, activity_errors: 1 });
    t.ok(done.tasks.every(({ state }) => state === 'completed'));
    const shown = await statistics(id);
    t.match(shown.rows, [
      { worker_run: { id: a }, queued: 0, started: 0, processed: 3, error: 1, total: 4 },
      { worker_run: { id: b }, queued: 0, started: 0, processed: 4, error: 0, total: 4 },
    ]);
    t.equal(shown.estimated_completion, null);
    t.match(await rest.all(`/process/${id}/activity/?state=error`), [{ element_id: pages.page('page 3'), worker_run_id: a }]);
    t.equal((await activities(rest, id)).length, 8);
    t.strictSame(await textsOf(rest, pages.page('page 2')), ['text of page 2', 'text of page 2'], 'one of each run');
    t.strictSame(await textsOf(rest, pages.page('page 3')), ['text of page 3'], 'of the second run alone');
  });
});
