import { test } from 'tap';
import { gunzipSync } from 'node:zlib';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { documentProblems } from '../../../../interfaces/rest/edge/documents/check-document.ts';
import { fullDocument } from '../../../../interfaces/rest/edge/documents/full.ts';
import { edgeBench } from './edge-bench.ts';
import { thingOperations } from './things.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly 'x-name': string };
  readonly [key: string]: unknown;
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly servers: unknown;
}

test('the slim document holds what programs need and nothing more', async (t) => {
  const { ask } = await edgeBench(t);
  const answer = await ask('GET', '/openapi/?format=json');
  const document = (await answer.json()) as Document;
  t.same(Object.keys(document), ['openapi', 'info', 'servers', 'paths']);
  t.same(document.servers, [{ url: '/', 'x-csrf-cookie': 'arkindex.csrf' }]);
  t.same(document.paths['/api/v1/thing/']?.['post'], {
    operationId: 'CreateThing',
    tags: ['things'],
    requestBody: { required: true, 'x-name': 'body', content: { 'application/json': { schema: { type: 'object' } } } },
    responses: { default: { description: '' } },
  });
  t.same(document.paths['/api/v1/things/']?.['get'], {
    operationId: 'ListThings',
    tags: ['things'],
    parameters: [
      { name: 'name', in: 'query', schema: { type: 'string' } },
      { name: 'started', in: 'query', schema: { type: 'boolean' } },
      { name: 'corpus', in: 'query', schema: { type: 'string', format: 'uuid' } },
      { name: 'run', in: 'query', schema: { type: 'string' } },
      { name: 'state', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
      { name: 'page', in: 'query', schema: { type: 'integer' } },
      { name: 'page_size', in: 'query', schema: { type: 'integer' } },
    ],
    responses: { default: { description: '' } },
    'x-paginated': true,
  });
  t.same(document.paths['/api/v1/corpus/{corpus}/things/']?.['get']?.['x-paginated'], false);
  t.same(document.paths['/api/v1/thing/{id}/file/{path}']?.['get']?.parameters, [
    { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
    { name: 'path', in: 'path', required: true, schema: { type: 'string' } },
  ]);
});

test('slim and full have the same operations, the same parameters in the same order, the same bodies', async (t) => {
  const { ask } = await edgeBench(t);
  const outline = async (format: string) => {
    const { paths } = (await (await ask('GET', `/openapi/?format=${format}`)).json()) as Document;
    return Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        path,
        method,
        id: operation.operationId,
        parameters: operation.parameters?.map((parameter) => [parameter.name, parameter.in, parameter.required ?? false]),
        body: operation.requestBody?.['x-name'],
        paginated: operation['x-paginated'],
      })),
    );
  };
  t.same(await outline('full'), await outline('json'));
});

test('the full document describes bodies, answers, who may, and has nothing that makes a client fail', async (t) => {
  const { ask } = await edgeBench(t);
  const document = (await (await ask('GET', '/openapi/?format=full')).json()) as Document;
  const create = document.paths['/api/v1/thing/']?.['post'];
  t.match(create, {
    description: /users, contributor of what it is about; tasks/,
    security: [{ user: [] }, { session: [] }, { task: [] }],
    requestBody: {
      content: { 'application/json': { schema: { properties: { size: { type: 'integer', minimum: 1 } }, required: ['corpus', 'name'] } } },
    },
    responses: { 201: { content: { 'application/json': { schema: { properties: { name: { type: 'string' } } } } } } },
  });
  t.same(documentProblems(document as never), []);
});

test('documents that would make a client fail are found out when they are made', async (t) => {
  const [one] = thingOperations;
  t.ok(one);
  const options = { prefix: '/api/v1', csrfCookie: 'c' };
  const problems = (changes: object) => documentProblems(fullDocument([one!, { ...one!, path: '/other/', ...changes }], options));
  t.match(problems({}), [/operationId “.*” is missing or double/]);
  t.match(problems({ id: 'Other', tag: 'Big Tag' }), [/exactly one tag/]);
  t.match(problems({ id: 'Other', path: '/other/{id}/' }), [/declares .* for/]);
  t.match(problems({ id: 'Other', description: 'a\u007f' }), [/the document holds/]);
});

test('the document is public, wrong credentials are ignored, other formats refused', async (t) => {
  const { ask } = await edgeBench(t);
  for (const path of ['/openapi/', '/openapi/?format=openapi-json', '/openapi/?format=later', '/openapi']) {
    const answer = await ask('GET', path, { headers: { authorization: 'Token wrong' } });
    t.equal(answer.status, 200, path);
    t.equal(answer.headers.get('access-control-allow-origin'), '*');
    t.match(answer.headers.get('content-type'), /^application\/json/);
    t.equal(answer.headers.get('set-cookie'), null);
  }
  const yaml = await ask('GET', '/openapi/?format=yaml');
  t.equal(yaml.status, 400);
  t.match(await yaml.json(), { format: [/one of/] });
});

test('it is compressed for those who accept it and not sent again to those who have it', async (t) => {
  const { server } = await edgeBench(t);
  const load = async (headers: Record<string, string>) => {
    const [answer] = (await once(get(`${server.url}/api/v1/openapi/`, { headers }), 'response')) as [IncomingMessage];
    return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
  };
  const first = await load({ 'accept-encoding': 'gzip' });
  t.equal(first.headers['content-encoding'], 'gzip');
  t.match(JSON.parse(gunzipSync(first.body).toString()), { openapi: '3.0.3' });
  const again = await load({ 'accept-encoding': 'gzip', 'if-none-match': first.headers.etag! });
  t.equal(again.status, 304);
  t.equal(again.body.length, 0);
});

test('people read the same on a page that loads nothing', async (t) => {
  const { server } = await edgeBench(t);
  const answer = await fetch(`${server.url}/api-docs/`);
  t.match(answer.headers.get('content-type'), /^text\/html/);
  t.match(answer.headers.get('content-security-policy'), /default-src 'none'.*frame-ancestors 'none'/);
  const page = await answer.text();
  for (const { id } of thingOperations) t.ok(page.includes(`<b>${id}</b>`), id);
  t.notMatch(page, /<script|src=/);
});
