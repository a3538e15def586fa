import { test } from 'tap';
import { refusal, refused } from '../../../../domain/kernel/refusal.ts';
import { write } from '../../../../interfaces/rest/edge/operation.ts';
import { anyUser } from '../../../../interfaces/rest/edge/right.ts';
import type { RefusedCommand } from '../../../../application/ports/refusals.ts';
import { edgeBench, hidden, uuid } from './edge-bench.ts';
import { thingOperations } from './things.ts';

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

test('what is refused before it becomes a command is kept with who asked; reads are not', async (t) => {
  const kept: RefusedCommand[] = [];
  const impossible = write({
    id: 'DoTheImpossible',
    method: 'post',
    path: '/impossible/',
    tag: 'things',
    who: anyUser,
    answer: null,
    command: () => refused(refusal('state_forbidden')),
  });
  const { ask, given } = await edgeBench(t, [...thingOperations, impossible], { refusals: { keep: (refused) => void kept.push(refused) } });
  const path = `/thing/${given(1, hidden, 'a')}/`;
  await ask('PATCH', path, { as: 'cy', body: { name: 'b' } });
  await ask('POST', '/thing/', { as: 'ann', body: {} });
  await ask('GET', path, { headers: { authorization: 'Token wrong' } });
  await ask('GET', path, { as: 'eve' });
  await ask('GET', '/things/?page=0', { as: 'ann' });
  await ask('POST', '/impossible/', { as: 'ann' });
  t.match(kept, [
    { actor: { kind: 'user', id: '3' }, command: 'PartialUpdateThing', target: `/api/v1${path}`, refusals: [{ code: 'forbidden' }] },
    { actor: { kind: 'user', id: '1' }, command: 'CreateThing', refusals: [{ code: 'validation_failed' }, { code: 'validation_failed' }] },
    { actor: { kind: 'system', id: 'anonymous' }, command: 'RetrieveThing', refusals: [{ code: 'unauthenticated' }] },
    { actor: { kind: 'user', id: '1' }, command: 'DoTheImpossible', refusals: [{ code: 'state_forbidden' }] },
  ]);
  t.equal(kept.length, 4);
});
