import { test } from 'tap';
import { z } from 'zod';
import { parseQuery } from '../../../../interfaces/rest/edge/request/parse-query.ts';
import { edgeBench, uuid } from './edge-bench.ts';

test('values of every type are read as Python and people write them', async (t) => {
  const { ask } = await edgeBench(t);
  const search = `name=a+b%2Bc&started=True&corpus=${uuid(0xabc).toUpperCase()}&run=False&state=on&state=off&page_size=1`;
  const answer = await ask('GET', `/things/?${search}`);
  t.equal(answer.status, 200);
  const { results } = (await answer.json()) as { results: unknown[] };
  t.same(results, [{ n: 0, query: { name: 'a b+c', started: true, corpus: uuid(0xabc), run: false, state: ['on', 'off'], page_size: 1 } }]);
});

test('both spellings of a boolean, and a UUID where a boolean may stand', async (t) => {
  const { ask } = await edgeBench(t);
  for (const [text, value] of [
    ['True', true],
    ['true', true],
    ['1', true],
    ['False', false],
    ['false', false],
    ['0', false],
  ] as const) {
    const { results } = (await (await ask('GET', `/things/?page_size=1&started=${text}`)).json()) as { results: { query: object }[] };
    t.match(results[0]?.query, { started: value }, text);
  }
  t.equal((await ask('GET', `/things/?run=${uuid(1)}`)).status, 200);
  t.equal((await ask('GET', '/things/?run=True')).status, 400);
});

test('wrong, empty, undeclared and repeated values are all named, and nothing is done', async (t) => {
  const { ask } = await edgeBench(t);
  const answer = await ask('GET', `/things/?name=&started=yes&corpus=1&stat=on&state=on&state=no&run=False&run=False&page=0&name=x`);
  t.equal(answer.status, 400);
  const { problems, request_id: _, ...fields } = (await answer.json()) as { problems: unknown[]; request_id: string };
  t.same(Object.keys(fields).toSorted(), ['corpus', 'name', 'page', 'run', 'started', 'stat', 'state.1']);
  t.equal(problems.length, 7);
});

test('a text has at most 1,000 characters and no null character', async (t) => {
  const { ask } = await edgeBench(t);
  t.equal((await ask('GET', `/things/?name=${'x'.repeat(1001)}`)).status, 400);
  t.equal((await ask('GET', '/things/?name=a%00')).status, 400);
  t.equal((await ask('GET', `/things/?name=${'x'.repeat(1000)}`)).status, 200);
});

test('an address and headers beyond 16 KiB are refused in JSON', async (t) => {
  const { ask } = await edgeBench(t);
  const long = await ask('GET', `/things/?name=${'x'.repeat(16 * 1024)}`);
  t.equal(long.status, 414);
  t.match(await long.json(), { detail: String, request_id: String });
  t.equal((await ask('GET', '/things/', { headers: { 'x-a': 'a'.repeat(17 * 1024) } })).status, 431);
  const beyond = await ask('GET', '/things/', { headers: { 'x-a': 'a'.repeat(60 * 1024) } });
  t.equal(beyond.status, 431);
  t.match(await beyond.json(), { detail: String });
});

test('a list may be given once or repeated, also one whose values are transformed', (t) => {
  const lengths = z.array(z.string()).transform((values) => values.map((value) => value.length));
  const schema = z.object({ word: lengths.optional() });
  t.same(parseQuery('?word=a', schema), { value: { word: [1] }, problems: [] });
  t.same(parseQuery('?word=a&word=bcd', schema), { value: { word: [1, 3] }, problems: [] });
  t.end();
});
