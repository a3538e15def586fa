import { randomUUID } from 'node:crypto';
import tap, { test } from 'tap';
import { Orders } from './support/orders.ts';
import { activities, draft, finished, processOf, textsOf } from './support/processes.ts';
import { wrongRows } from './support/rebuild.ts';
import type { Answer } from './support/rest.ts';
import { Strikes } from './support/strikes.ts';
import { until } from './support/until.ts';
import { configured, pageNames, project, publishTestWorker } from './support/workshop.ts';

const strikes = await Strikes.open(tap);
const { server } = strikes;
const rest = await server.user('ada@example.org', '--admin');
const worker = await publishTestWorker(rest);
const orders = new Orders(tap);
orders.hold('written');
const told = await configured(rest, worker, 'told', { orders: orders.folder });
const names = pageNames(6);
const pages = await project(rest, names);
const { id: process } = await draft(rest, pages.id, [
  { worker, configuration: told },
  { worker, after: [0] },
]);

const corpora = () => rest.get<readonly { id: string; name: string }[]>('/corpus/');

/** The same request until it is answered, as clients with a key may. */
const repeated = (path: string, body: object, key: string): Promise<Answer> =>
  until(`${path} is answered`, async () => {
    const answer = await rest.ask('POST', path, { body, headers: { 'Idempotency-Key': key } });
    return answer.status < 500 && answer;
  });

test('given it is killed after an append and before the answer, the same request is answered and nothing is doubled', async (t) => {
  const [key, body] = [randomUUID(), { name: 'Appended' }];

  await strikes.at('project appended', () => rest.ask('POST', '/corpus/', { body, headers: { 'Idempotency-Key': key } }));

  const answer = await repeated('/corpus/', body, key);
  t.match(answer, { status: 201, body });
  t.match(
    (await corpora()).filter(({ name }) => name === body.name),
    [{ id: (answer.body as { id: string }).id }],
  );
  t.strictSame(await wrongRows(server), []);
});

test('given it is killed after a start was appended, the same start is answered and there is one run of the process', async (t) => {
  const [key, body, path] = [randomUUID(), { chunks: 2 }, `/process/${process}/start/`];

  await strikes.at('process appended', () => rest.ask('POST', path, { body, headers: { 'Idempotency-Key': key } }));

  t.match(await repeated(path, body, key), { status: 200 });
  const { tasks } = await processOf(rest, process);
  t.equal(new Set(tasks.map(({ run }) => run)).size, 1, 'no second run was begun');
  t.equal(new Set(tasks.map(({ slug }) => slug)).size, tasks.length, 'no task is there twice');
  await orders.held('written', 2);
  t.strictSame(await wrongRows(server), []);
});

for (const [point, where] of [
  ['page written', 'between the rows of a page and its commit'],
  ['page committed', 'after the commit of a page that it did not hear of'],
] as const)
  test(`given it is killed ${where}, what was acknowledged is shown`, async (t) => {
    const [key, body] = [randomUUID(), { name: point }];

    await strikes.at(point, () => rest.ask('POST', '/corpus/', { body, headers: { 'Idempotency-Key': key } }));

    t.match(await repeated('/corpus/', body, key), { status: 201 });
    t.equal((await corpora()).filter(({ name }) => name === point).length, 1);
    t.strictSame(await wrongRows(server), []);
  });

test('the process under all this runs to its end, each page done once', async (t) => {
  orders.goOn('written');
  t.match(await finished(rest, process), { state: 'completed', active: false, activity_errors: 0 });
  t.strictSame(
    (await activities(rest, process)).map(({ state }) => state),
    Array(names.length * 2).fill('processed'),
  );
  for (const name of names) t.equal((await textsOf(rest, pages.page(name))).length, 2, `${name} has one text of each worker run`);
  t.strictSame(await wrongRows(server), []);
});
