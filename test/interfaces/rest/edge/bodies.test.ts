import { request } from 'node:http';
import { once } from 'node:events';
import { test } from 'tap';
import { edgeBench, hidden } from './edge-bench.ts';

const good = { corpus: hidden, name: 'n' };

test('a body that is no JSON is refused with a reason', async (t) => {
  const { ask } = await edgeBench(t);
  for (const [body, says] of [
    ['{"corpus": ', /not JSON/],
    ['[1, 2]', /must be a JSON object/],
    ['"text"', /must be a JSON object/],
    ['null', /must be a JSON object/],
    ['{"a":'.repeat(101) + '1' + '}'.repeat(101), /nests deeper/],
  ] as const) {
    const answer = await ask('POST', '/thing/', { as: 'ann', body });
    t.equal(answer.status, 400, body.slice(0, 20));
    t.match(await answer.json(), { __all__: [says], problems: [{ code: 'validation_failed', field: '__all__' }] });
  }
});

test('a body that is not UTF-8 is refused', async (t) => {
  const { server } = await edgeBench(t);
  const answer = await fetch(`${server.url}/api/v1/thing/`, {
    method: 'POST',
    headers: { authorization: 'Token user-1', 'content-type': 'application/json' },
    body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  });
  t.equal(answer.status, 400);
  t.match(await answer.json(), { __all__: [/UTF-8/] });
});

test('every wrong field is named at once, places in lists with points', async (t) => {
  const { ask } = await edgeBench(t);
  const body = {
    corpus: 'no uuid',
    size: 0,
    polygon: [[1, 2], [3], ['a', 4]],
    elements: [{ name: 'a' }, { confidence: 2 }, { name: 3, confidence: null }],
  };
  const answer = await ask('POST', '/thing/', { as: 'ann', body });
  t.equal(answer.status, 400);
  const { problems, request_id, ...fields } = (await answer.json()) as { problems: { field: string }[]; request_id: string };
  t.same(Object.keys(fields).toSorted(), [
    'corpus',
    'elements.1.confidence',
    'elements.1.name',
    'elements.2.name',
    'name',
    'polygon.1',
    'polygon.2.0',
    'size',
  ]);
  t.match(fields, { name: ['This field is required.'], corpus: ['Must be a valid UUID.'], 'polygon.2.0': ['Must be a number.'] });
  t.equal(problems.length, 8);
  t.equal(request_id, answer.headers.get('x-request-id'));
});

test('a missing, an empty and a null value are told apart', async (t) => {
  const { ask } = await edgeBench(t);
  const answer = await ask('POST', '/thing/', { as: 'ann', body: { corpus: null, name: '' } });
  t.match(await answer.json(), { corpus: ['This field may not be null.'], name: ['May not be empty.'] });
});

test('no body counts as an empty object', async (t) => {
  const { ask } = await edgeBench(t);
  const answer = await ask('POST', '/thing/', { as: 'ann' });
  t.match(await answer.json(), { corpus: ['This field is required.'], name: ['This field is required.'] });
});

test('unknown keys are ignored: later clients send more', async (t) => {
  const { ask } = await edgeBench(t);
  t.equal((await ask('POST', '/thing/', { as: 'ann', body: { ...good, later: { anything: 1 } } })).status, 201);
});

test('null characters are refused wherever they stand', async (t) => {
  const { ask } = await edgeBench(t);
  const answer = await ask('POST', '/thing/', { as: 'ann', body: { ...good, elements: [{ name: 'a' }, { name: 'b\0' }] } });
  t.equal(answer.status, 400);
  t.match(await answer.json(), { 'elements.1.name': ['Null characters are not allowed.'] });
});

test('another type than JSON is a 415', async (t) => {
  const { ask } = await edgeBench(t);
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json; charset=latin1']) {
    const answer = await ask('POST', '/thing/', { as: 'ann', body: good, headers: { 'content-type': type } });
    t.equal(answer.status, 415, type);
    t.match(await answer.json(), { detail: /application\/json/ });
  }
  const charset = await ask('POST', '/thing/', { as: 'ann', body: good, headers: { 'content-type': 'Application/JSON; Charset="UTF-8"' } });
  t.equal(charset.status, 201);
});

test('a body above 16 MiB is a 413, announced or not', async (t) => {
  const { server, ask } = await edgeBench(t);
  const large = 'x'.repeat(17 * 1024 * 1024);
  const announced = await ask('POST', '/thing/', { as: 'ann', body: `{"name":"${large}"}` });
  t.equal(announced.status, 413);
  t.match(await announced.json(), { detail: /16 MiB/, problems: [{ code: 'too_large' }] });

  const headers = { authorization: 'Token user-1', 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
  const chunked = request(`${server.url}/api/v1/thing/`, { method: 'POST', headers });
  chunked.end(large);
  const [answer] = (await once(chunked, 'response')) as [{ statusCode: number; resume(): void }];
  answer.resume();
  t.equal(answer.statusCode, 413);
});

test('a body of just below 16 MiB is read', async (t) => {
  const { ask } = await edgeBench(t);
  const answer = await ask('POST', '/thing/', { as: 'ann', body: { ...good, name: 'x'.repeat(16 * 1024 * 1024 - 200) } });
  t.equal(answer.status, 400);
  t.match(await answer.json(), { name: [/50/] });
});
