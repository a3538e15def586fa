import { test } from 'tap';
import { Router } from '../../../../interfaces/rest/edge/routing/router.ts';
import { edgeBench, open, uuid } from './edge-bench.ts';
import { table, thingOperations } from './things.ts';

const router = new Router('/api/v1', thingOperations);
const found = (method: string, path: string) => {
  const match = router.match(method, `/api/v1${path}`);
  return match.kind === 'found' ? { operation: match.operation.id, ...match.params } : match;
};

test('literal segments win over parameters, parameters take the rest', async (t) => {
  t.same(found('GET', '/thing/newest/'), { operation: 'RetrieveNewestThing' });
  t.same(found('GET', '/thing/other/'), { operation: 'RetrieveThing', id: 'other' });
});

test('each segment is decoded exactly once, after splitting', async (t) => {
  t.same(found('GET', '/thing/1/file/a%2Fb.txt'), { operation: 'DownloadThing', id: '1', path: 'a/b.txt' });
  t.same(found('GET', '/thing/1/file/a/b%252Fc'), { operation: 'DownloadThing', id: '1', path: 'a/b%2Fc' });
  t.same(found('GET', '/thing/a%2Fb/'), { operation: 'RetrieveThing', id: 'a/b' });
});

test('what can name nothing is not found', async (t) => {
  for (const path of [
    '//thing/1/',
    '/thing//',
    '/thing/../',
    '/thing/%2E%2e/',
    '/thing/%00/',
    '/thing/a%00b/',
    '/thing/%zz/',
    '/thing/1/file/..',
    '/thing/1/file/a//b',
  ]) {
    t.same(found('GET', path), { kind: 'none' }, path);
  }
});

test('HEAD goes where GET goes; another method is told which are allowed', async (t) => {
  t.match(found('HEAD', '/thing/newest/'), { operation: 'RetrieveNewestThing' });
  t.same(found('PUT', '/thing/1/'), { kind: 'method', allow: ['PATCH', 'DELETE', 'GET', 'HEAD'] });
});

test('a request that differs by the trailing slash alone is sent to the right address, query and all', async (t) => {
  const { ask } = await edgeBench(t);
  for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
    const answer = await ask(method, `/thing/${uuid(1)}?a=1&b=%2F`);
    t.equal(answer.status, 308, method);
    t.equal(answer.headers.get('location'), `/api/v1/thing/${uuid(1)}/?a=1&b=%2F`);
  }
  const extra = await ask('GET', `/thing/${uuid(1)}/file/a/`);
  t.equal(extra.status, 308);
  t.equal(extra.headers.get('location'), `/api/v1/thing/${uuid(1)}/file/a`);
});

test('an unknown operation is a 404 and a wrong method a 405, both as JSON', async (t) => {
  const { ask } = await edgeBench(t);
  const unknown = await ask('GET', '/no/such/');
  t.equal(unknown.status, 404);
  t.equal(unknown.headers.get('content-type'), 'application/json; charset=utf-8');
  t.match(await unknown.json(), { detail: 'There is no such operation.', problems: [{ code: 'not_found' }], request_id: String });
  const wrong = await ask('PUT', '/thing/newest/');
  t.equal(wrong.status, 405);
  t.equal(wrong.headers.get('allow'), 'GET, HEAD');
  t.equal((await ask('GET', '/elsewhere')).status, 404);
});

test('a path value that should be a UUID and is none names nothing; one in upper case is the same', async (t) => {
  const { ask } = await edgeBench(t);
  const id = '00000000-0000-4000-8000-0000000000ab';
  table.set(id, { id, corpusId: open, name: 'a' });
  t.equal((await ask('GET', '/thing/no-uuid/')).status, 404);
  const answer = await ask('GET', `/thing/${id.toUpperCase()}/`);
  t.match(await answer.json(), { id });
});

test('HEAD answers as GET does, without a body', async (t) => {
  const { ask, given } = await edgeBench(t);
  given(1, open, 'a');
  const [get, head] = [await ask('GET', `/thing/${uuid(1)}/`), await ask('HEAD', `/thing/${uuid(1)}/`)];
  t.equal(head.status, 200);
  t.equal(head.headers.get('content-length'), String((await get.text()).length));
  t.equal(await head.text(), '');
});
