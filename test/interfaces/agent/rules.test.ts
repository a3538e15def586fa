import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { NEVER, of } from 'rxjs';
import { test } from 'tap';
import { HttpError, isGone, isTransient, StoreError, Unreachable } from '../../../interfaces/agent/http.ts';
import { Orders } from '../../../interfaces/agent/orders.ts';
import type { Order } from '../../../interfaces/agent/orders.ts';
import { outcomeOf } from '../../../interfaces/agent/outcome.ts';
import { pauseMs, persist, pollPauses, reportPauses } from '../../../interfaces/agent/retry.ts';
import { taskEnvironment } from '../../../interfaces/agent/task-environment.ts';
import { insidePath } from '../../../interfaces/agent/wire.ts';
import { listWorkFiles } from '../../../interfaces/agent/work-files.ts';

const record = {
  task: '3f0c0a52-5a0e-4d0b-9f7e-0d5f6f3f1a01',
  term: 1,
  announced: true,
  process: { pid: 1, identity: 'x', startedAt: 1000 },
};

test("an exit code is the task's own unless the agent was ending it", (t) => {
  t.same(outcomeOf({ record, exit: { code: 3, at: 1250.4 } }), { kind: 'exited', code: 3, durationMs: 250 });
  t.same(outcomeOf({ record: { ...record, ending: 'stop' }, exit: { code: 143, at: 1250 } }), { kind: 'ended', order: 'stop' });
  t.same(outcomeOf({ record, exit: null }), { kind: 'lost' });
  t.end();
});

test('the strongest of the orders given holds, whatever their sequence', (t) => {
  const strength: Order[] = ['stop', 'hand_back', 'remove'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...strength), { minLength: 1 }), (given) => {
      const orders = new Orders();
      for (const order of given) orders.give(order);
      const strongest = strength.findLast((order) => given.includes(order));
      return orders.current === strongest && orders.any.aborted && orders.remove.aborted === given.includes('remove');
    }),
  );
  t.end();
});

test('pauses double, up to a bound, and begin short', (t) => {
  t.same(
    [1, 2, 3, 8, 100].map((n) => pauseMs(pollPauses, n)),
    [100, 200, 400, 10_000, 10_000],
  );
  t.same(
    [1, 2, 20].map((n) => pauseMs(reportPauses, n)),
    [200, 400, 60_000],
  );
  t.end();
});

test('what may pass is repeated, what will not is not, and an end of it is kept', async (t) => {
  const never = new AbortController().signal;
  const persistence = { pauses: { firstMs: 60_000, longestMs: 60_000 }, until: never, online$: of(null), onFailure: () => undefined };
  let attempts = 0;
  const third = () => (++attempts < 3 ? Promise.reject(new Unreachable('no')) : Promise.resolve(attempts));
  t.equal(await persist(third, persistence), 3, 'the server is back, so no pause is waited for');

  await t.rejects(
    persist(() => Promise.reject(new HttpError('x', 409, '')), persistence),
    /409/,
  );

  const over = AbortSignal.abort(new Error('over'));
  await t.rejects(
    persist(() => Promise.reject(new Unreachable('no')), { ...persistence, online$: NEVER, until: over }),
    /over/,
  );
});

test('an answer is told apart by whether it can change, and whether it is about the claim', (t) => {
  for (const status of [401, 403, 408, 429, 500, 503]) t.ok(isTransient(new HttpError('x', status, '')), String(status));
  for (const status of [400, 404, 409, 413]) t.notOk(isTransient(new HttpError('x', status, '')), String(status));
  t.ok(isGone(new HttpError('x', 404, '')));
  t.notOk(isGone(new StoreError('x', 404, '')), 'a missing blob says nothing about the claim');
  t.end();
});

test('a path of the server cannot leave the folder it is for', (t) => {
  for (const path of ['../a', 'a/../../b', '/etc/passwd', 'a//b', './a', 'a/.', '', 'a\0b'])
    t.notOk(insidePath.safeParse(path).success, JSON.stringify(path));
  for (const path of ['a', 'a/b.c', '..a', 'a b/ü.json']) t.ok(insidePath.safeParse(path).success, path);
  t.end();
});

test('a task inherits four variables, and the definition comes before them', (t) => {
  const own = { PATH: '/bin', HOME: '/home/agent', LANG: 'C', TMPDIR: '/var/tmp', USER: 'agent', COLOPHON_AGENT_SEED: 'secret' };
  const definition = {
    term: 1,
    env: { PONOS_DATA: '/data', TASK_ELEMENTS: '/data/p/elements.json', HOME: '/root', OTHER: '/data/other' },
    parents: [],
    log_put_url: 'http://x/',
  };
  t.same(taskEnvironment(definition, { root: '/claims/t.1', origin: 'http://127.0.0.1:8000' }, own), {
    PATH: '/bin',
    HOME: '/root',
    LANG: 'C',
    TMPDIR: '/var/tmp',
    PONOS_DATA: '/claims/t.1',
    TASK_ELEMENTS: '/claims/t.1/p/elements.json',
    OTHER: '/data/other',
    ARKINDEX_API_URL: 'http://127.0.0.1:8000',
  });
  t.end();
});

test('every regular file at any depth is listed, links are not, and names that cannot be artifacts are told', async (t) => {
  const folder = t.testdir({ 'b.txt': 'bb', a: { deep: { 'c.txt': '' } } });
  symlinkSync(folder, join(folder, 'loop'));
  symlinkSync(join(folder, 'b.txt'), join(folder, 'link.txt'));
  const long = ['x'.repeat(200), 'y'.repeat(100)].join('/');
  mkdirSync(join(folder, 'x'.repeat(200)));
  writeFileSync(join(folder, long), '');

  t.same(await listWorkFiles(folder), {
    kept: [
      { path: 'a/deep/c.txt', bytes: 0 },
      { path: 'b.txt', bytes: 2 },
    ],
    left: [long],
  });
  t.same(await listWorkFiles(join(folder, 'nowhere')), { kept: [], left: [] });
});
