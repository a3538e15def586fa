import { randomUUID } from 'node:crypto';
import tap, { test } from 'tap';
import { colophon } from './support/command.ts';
import { Orders } from './support/orders.ts';
import { draft, finished, processOf, textsOf } from './support/processes.ts';
import { Rest, type Answer } from './support/rest.ts';
import { Server } from './support/server.ts';
import { configured, pageNames, project, publishTestWorker } from './support/workshop.ts';

const pageOrigin = 'https://pages.example.org';
const server = await Server.start(tap, { COLOPHON_HTTP_CORS_ORIGINS: pageOrigin });
const ada = await server.user('ada@example.org', '--admin');
const bea = await server.user('bea@example.org');
const orders = new Orders(tap);
const worker = await publishTestWorker(ada);
const configuration = await configured(ada, worker, 'told', { orders: orders.folder });
const pages = await project(ada, pageNames(2));
const page = pages.page('page 1');
orders.hold('written');
const { id: process, runs } = await draft(ada, pages.id, [{ worker, configuration }]);
await ada.post(`/process/${process}/start/`);
const [held] = await orders.held('written');
const task = (await processOf(ada, process)).tasks.find(({ state }) => state === 'running');
const asTask = new Rest(server.url, `Ponos ${held?.token}`);

/** `[method, path, body]` */
type Request = readonly [method: string, path: string, body?: object | string];

const reads: readonly Request[] = [
  ['GET', `/corpus/${pages.id}/`],
  ['GET', `/corpus/${pages.id}/elements/`],
  ['GET', `/element/${page}/`],
  ['GET', `/elements/${page}/children/`],
  ['GET', `/element/${page}/transcriptions/`],
  ['GET', `/process/${process}/`],
  ['GET', `/process/${process}/elements/`],
  ['GET', `/process/${process}/workers/`],
  ['GET', `/process/workers/${runs[0]}/`],
  ['GET', `/process/${process}/activity/`],
  ['GET', `/process/${process}/activity-stats/`],
  ['GET', `/task/${task?.id}/`],
  ['GET', `/task/${task?.id}/artifacts/`],
  ['GET', `/worker/${worker.workerId}/`],
  ['GET', `/workers/versions/${worker.versionId}/`],
];

const writes: readonly Request[] = [
  ['PATCH', `/corpus/${pages.id}/`, { name: 'Mine' }],
  ['PATCH', `/element/${page}/`, { name: 'Mine' }],
  ['POST', `/element/${page}/transcription/`, { text: 'mine' }],
  ['PATCH', `/process/${process}/`, { state: 'stopping' }],
  ['DELETE', `/process/${process}/`],
  ['POST', `/process/${process}/retry/`],
  ['POST', `/process/${process}/workers/`, { worker_version_id: worker.versionId }],
  ['PATCH', `/task/${task?.id}/`, { state: 'stopping' }],
  ['POST', `/workers/${worker.workerId}/configurations/`, { name: 'Mine', configuration: { a: 1 } }],
];

const ask = (rest: Rest, [method, path, body]: Request): Promise<Answer> => rest.ask(method, path, body === undefined ? {} : { body });

/** The bodies of refusals have a sentence and a code, and are JSON. */
const refused = (code: string) => ({ detail: String, problems: [{ code }], request_id: String });

test('nobody in particular, and whoever proves to be somebody wrongly, gets 401', async (t) => {
  const nobody = new Rest(server.url, null);
  for (const request of [...reads, ...writes])
    t.match(await ask(nobody, request), { status: 401, body: refused('unauthenticated') }, `${request[0]} ${request[1]}`);
  const [, token = ''] = (held?.token ?? '').split('.');
  const wrong = ['Token nonsense', 'Token ', 'Ponos ', `Ponos ${task?.id}.${token}.nonsense`, 'Bearer nonsense', 'Basic YTpi', 'nonsense'];
  for (const authorization of wrong)
    t.match(await ask(new Rest(server.url, authorization), ['GET', '/corpus/']), { status: 401 }, authorization);
});

test('a stranger finds nothing of what is not theirs, and changes nothing', async (t) => {
  for (const request of [...reads, ...writes])
    t.match(await ask(bea, request), { status: 404, body: refused('not_found') }, `${request[0]} ${request[1]}`);
  const into = await ask(bea, ['POST', '/elements/create/', { corpus: pages.id, type: 'page', name: 'Mine' }]);
  t.match(into, { status: 400, body: { corpus: [String] } }, 'what a body names is not found in the body');
  const report = { element_id: page, process_id: process, state: 'error' };
  t.match(await ask(bea, ['PUT', `/workers/versions/${runs[0]}/activity/`, report]), { status: 400, body: { process_id: [String] } });
  t.strictSame(await bea.get('/corpus/'), []);
  t.strictSame(await bea.all('/process/'), []);
  t.strictSame(await bea.all('/workers/'), []);
  t.match(await ada.get(`/element/${page}/`), { name: 'page 1' });
  t.strictSame(await textsOf(ada, page), ['text of page 1']);
  t.match(await processOf(ada, process), { state: 'running' });
});

test('a task reads its own, and nothing of other tasks', async (t) => {
  const { id: other } = await draft(ada, pages.id, [{ worker }]);
  await ada.post(`/process/${other}/start/`);
  await finished(ada, other);
  const foreign = (await processOf(ada, other)).tasks.find(({ chunk }) => chunk !== null) ?? (await processOf(ada, other)).tasks[1];

  t.match(await ask(asTask, ['GET', `/task/${task?.id}/from-agent/`]), { status: 200, body: { id: task?.id, state: 'running' } });
  t.match(await ask(asTask, ['GET', `/task/${foreign?.id}/from-agent/`]), { status: 404 });
  t.match(await ask(asTask, ['GET', `/process/workers/${foreign?.worker_run_id}/`]), { status: 404 });
  const report = { element_id: page, process_id: other, state: 'started' };
  t.match(await ask(asTask, ['PUT', `/workers/versions/${foreign?.worker_run_id}/activity/`, report]), { status: /40[34]/ });
  t.match(await ask(asTask, ['POST', `/process/${process}/retry/`]), { status: 403, body: refused('forbidden') });
});

test('bodies that are none, too large, or of the wrong kind', async (t) => {
  const create = (body: object | string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    ada.ask('POST', '/elements/create/', { body, headers });

  t.match(await create('{"name": '), { status: 400, body: { problems: [{ code: 'validation_failed' }], request_id: String } });
  t.match(await create('["page"]'), { status: 400 });
  t.match(await create('name=page', { 'Content-Type': 'application/x-www-form-urlencoded' }), { status: 415, body: { detail: String } });
  t.match(await create({ name: 'x'.repeat(17 * 1024 * 1024) }), { status: 413, body: refused('too_large') });
});

test('every field of a wrong type is named, with a sentence', async (t) => {
  const wrong = {
    corpus: 'x',
    type: 3,
    name: ['page'],
    parent: 1,
    polygon: 'all',
    mirrored: 'yes',
    confidence: 'high',
    rotation_angle: 'up',
  };

  const { status, body } = await ask(ada, ['POST', '/elements/create/', wrong]);

  t.equal(status, 400);
  const { problems, request_id: _, ...fields } = body as Record<string, readonly unknown[]>;
  t.strictSame(Object.keys(fields).sort(), Object.keys(wrong).sort());
  t.ok(
    Object.values(fields)
      .flat()
      .every((sentence) => typeof sentence === 'string' && sentence !== ''),
  );
  t.ok(problems?.every((problem) => (problem as { code: string }).code === 'validation_failed'));
});

test('what the API does not have is answered in JSON', async (t) => {
  t.match(await ask(ada, ['GET', '/nothing/']), { status: 404, body: refused('not_found') });
  t.match(await ask(ada, ['POST', '/elements/selection/', {}]), { status: 404, body: refused('not_found') });
  t.match(await ask(ada, ['GET', `/process/${randomUUID()}/`]), { status: 404, body: refused('not_found') });
  t.match(await ask(ada, ['GET', '/process/one/']), { status: 404, body: refused('not_found') });
  const method = await ask(ada, ['DELETE', '/corpus/']);
  t.match(method, { status: 405, body: { detail: String } });
  t.match(method.headers.get('allow'), 'GET');
  t.match(await ask(ada, ['GET', '/process/?stat=running']), { status: 400, body: { stat: [String] } });
});

test('a task whose claim is over is not heard any more', async (t) => {
  orders.goOn('written');
  t.match(await finished(ada, process), { state: 'completed' });

  t.match(await ask(asTask, ['GET', `/element/${page}/`]), { status: 403, body: refused('forbidden') });
  t.match(await ask(asTask, ['POST', `/element/${page}/transcription/`, { text: 'late', worker_run_id: runs[0] }]), { status: 403 });
  t.equal((await fetch(`${server.url}/readyz`)).status, 200, 'the server is well after all this');
});

test('given a page of the origin that the settings name, then a browser hands it what the API answers', async (t) => {
  const allowed = async (origin: string) =>
    (await fetch(`${server.url}/api/v1/corpus/`, { headers: { origin } })).headers.get('access-control-allow-origin');
  t.equal(await allowed(pageOrigin), pageOrigin);
  t.equal(await allowed('https://elsewhere.example'), null);
});

test('given a farm, then the command line makes no other of its name, nor a seed for one', async (t) => {
  const made = (name: string) => colophon(['farms', 'create', '--name', name, '--json'], server.environment);
  t.match(await made(' Local '), { code: 1, out: '', err: /--name: there is a farm Local already; give another name\./ });
  const attic = await made('Attic');
  t.match(JSON.parse(attic.out), { name: 'Attic', seed: String });
  t.match(await made('Attic'), { code: 1, out: '' });
});
