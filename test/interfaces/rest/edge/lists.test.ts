import { test } from 'tap';
import { edgeBench } from './edge-bench.ts';

interface List {
  readonly count: number | null;
  readonly number?: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly unknown[];
}

test('a page says its number, the exact count, and absolute addresses of its neighbours', async (t) => {
  const { ask, server } = await edgeBench(t);
  const first = (await (await ask('GET', '/things/?started=True')).json()) as List;
  t.match(first, { count: 45, number: 1, previous: null, next: `${server.url}/api/v1/things/?started=True&page=2` });
  t.equal(first.results.length, 20);
  const second = (await (await fetch(first.next!)).json()) as List;
  t.match(second, {
    number: 2,
    previous: `${server.url}/api/v1/things/?started=True`,
    next: `${server.url}/api/v1/things/?started=True&page=3`,
  });
  const third = (await (await fetch(second.next!)).json()) as List;
  t.match(third, { number: 3, next: null, previous: `${server.url}/api/v1/things/?started=True&page=2` });
  t.equal(third.results.length, 5);
});

test('a page beyond the end is empty, not an error', async (t) => {
  const { ask } = await edgeBench(t);
  const answer = await ask('GET', '/things/?page=99');
  t.equal(answer.status, 200);
  t.match(await answer.json(), { count: 45, number: 99, next: null, results: [] });
});

test('at most 500 a page; page 0 and text are wrong', async (t) => {
  const { ask } = await edgeBench(t);
  const { results, next } = (await (await ask('GET', '/things/?page_size=100000')).json()) as List;
  t.equal(results.length, 45);
  t.equal(next, null);
  for (const page of ['0', '-1', 'x', '1.5']) t.equal((await ask('GET', `/things/?page=${page}`)).status, 400, page);
});

test('a cursor list counts when asked, and leads through all of it without a number', async (t) => {
  const { ask } = await edgeBench(t);
  const first = (await (await ask('GET', '/things/events/?with_count=true')).json()) as List;
  t.match(first, { count: 250, previous: null });
  t.notOk('number' in first);
  const all = [...first.results];
  for (let next = first.next; next !== null;) {
    t.notMatch(next, /with_count/);
    const part = (await (await fetch(next)).json()) as List;
    t.equal(part.count, null);
    all.push(...part.results);
    next = part.next;
  }
  t.same(
    all,
    Array.from({ length: 250 }, (_, n) => n),
  );
});

test('a cursor that is none of ours is refused', async (t) => {
  const { ask } = await edgeBench(t);
  for (const cursor of ['x', 'e30', Buffer.from('[]').toString('base64url'), Buffer.from('[{}]').toString('base64url')]) {
    const answer = await ask('GET', `/things/events/?cursor=${cursor}`);
    t.equal(answer.status, 400, cursor);
    t.match(await answer.json(), { cursor: ['This cursor is not valid.'] });
  }
});

test('a page list knows no cursor, a cursor list no page', async (t) => {
  const { ask } = await edgeBench(t);
  t.equal((await ask('GET', '/things/?cursor=WzFd')).status, 400);
  t.equal((await ask('GET', '/things/events/?page=1')).status, 400);
});
