import { test } from 'tap';
import { edgeBench, hidden, uuid } from './edge-bench.ts';

test('every answer has a request id: the one it came with when that is a UUID', async (t) => {
  const { ask } = await edgeBench(t);
  const given = await ask('GET', '/things/', { headers: { 'x-request-id': uuid(7) } });
  t.equal(given.headers.get('x-request-id'), uuid(7));
  const made = await ask('GET', '/no/such/', { headers: { 'x-request-id': 'nonsense' } });
  t.match(made.headers.get('x-request-id'), /^[0-9a-f-]{36}$/);
  t.match(await made.json(), { request_id: made.headers.get('x-request-id') });
});

test('who asks for a problem document and nothing else gets one', async (t) => {
  const { ask } = await edgeBench(t);
  const answer = await ask('GET', '/no/such/', { headers: { accept: 'application/problem+json' } });
  t.match(answer.headers.get('content-type'), /^application\/problem\+json/);
  t.match(await answer.json(), { type: 'about:blank', title: 'Not Found', status: 404, detail: String, problems: [{ code: 'not_found' }] });
  const both = await ask('GET', '/no/such/', { headers: { accept: 'application/problem+json, application/json' } });
  t.match(both.headers.get('content-type'), /^application\/json/);
});

test('clients of the later generation read a kind and the place of each error as a path', async (t) => {
  const { ask } = await edgeBench(t);
  const body = { corpus: hidden, name: 'n', elements: [{ name: 1 }] };
  const answer = await ask('POST', '/thing/', { as: 'ann', body, headers: { 'user-agent': 'arkindex-client/1.3.1' } });
  t.match(await answer.json(), {
    type: 'validation_error',
    errors: [{ attr: ['elements', 0, 'name'], code: 'validation_failed', detail: String }],
    'elements.0.name': [String],
  });
});
