import { test } from 'tap';
import { command } from '../../../application/pipeline/command.ts';
import { id, origin, pipelineBench } from './bench.ts';
import { begin, count, counter, fill } from './counter.ts';

/** A pipeline that counts how often it reads a stream. */
function counted() {
  const bench = pipelineBench();
  const count = { reads: 0 };
  const readStream = bench.log.readStream.bind(bench.log);
  bench.log.readStream = (...args) => {
    count.reads++;
    return readStream(...args);
  };
  return { ...bench, reads: count };
}

test('a stream of the command’s own is not read before it is written', async (t) => {
  const { pipeline, reads } = counted();
  const outcome = await pipeline.execute(command(fill, id(7), { parts: 3, text: '' }), origin(id(7)));
  t.equal(outcome.events.length, 3);
  t.equal(reads.reads, 0);
});

test('a repetition of it is told what was written at first, also where it would be decided otherwise by now', async (t) => {
  const { pipeline, log } = counted();
  const first = await pipeline.execute(command(fill, id(7), { parts: 3, text: 'first' }), origin(id(7)));
  for (const parts of [1, 3, 5])
    t.same((await pipeline.execute(command(fill, id(7), { parts, text: 'second' }), origin(id(7)))).events.slice(0, 3), first.events);
  t.same(log.all.slice(0, 3), first.events);
});

test('a stream is read once, however many commands go to it', async (t) => {
  const { pipeline, reads, log } = counted();
  for (let n = 1; n <= 5; n++) await pipeline.execute(command(count, id(1), { by: 1 }), origin(id(10 + n)));
  t.equal(log.all.length, 5);
  t.equal(reads.reads, 1);
});

test('however long a stream gets, each of its events is folded once', async (t) => {
  const { pipeline, limit, log } = counted();
  limit.value = 1000;
  await pipeline.execute(command(begin, id(1), {}), origin(id(10)));
  const { evolve } = counter;
  let folds = 0;
  Object.assign(counter, { evolve: (...args: Parameters<typeof evolve>) => (folds++, evolve(...args)) });
  t.teardown(() => Object.assign(counter, { evolve }));
  for (let n = 1; n <= 50; n++) await pipeline.execute(command(count, id(1), { by: 1 }), origin(id(10 + n)));
  t.equal(log.all.length, 51);
  t.equal(folds, 50);
});

test('given others have written since, the verdict stands on what they wrote', async (t) => {
  const { pipeline, log } = counted();
  await pipeline.execute(command(count, id(1), { by: 1 }), origin(id(11)));
  const other = pipelineBench();
  other.log.all.push(...log.all);
  await other.pipeline.execute(command(count, id(1), { by: 8 }), origin(id(12)));
  log.beforeAppend = () => {
    log.beforeAppend = () => undefined;
    log.all.push(other.log.all[1]!);
  };
  const outcome = await pipeline.execute(command(count, id(1), { by: 3 }), origin(id(13)));
  t.match(outcome.refusals, [{ code: 'run_limit' }]);
  t.equal(log.all.length, 2);
});

test('a refusal is said, and kept once, only after the stream was read', async (t) => {
  const { pipeline, reads, kept } = counted();
  await pipeline.execute(command(count, id(1), { by: 9 }), origin(id(11)));
  t.match((await pipeline.execute(command(count, id(1), { by: 9 }), origin(id(12)))).refusals, [{ code: 'run_limit' }]);
  t.equal(reads.reads, 2);
  t.equal(kept.length, 1);
});

test('what begins a stream is not read first, and finds it when it is there after all', async (t) => {
  const { pipeline, reads, log } = counted();
  await pipeline.execute(command(begin, id(1), {}), origin(id(11)));
  t.equal(reads.reads, 0);
  const fresh = counted();
  fresh.log.all.push(...log.all);
  const outcome = await fresh.pipeline.execute(command(begin, id(1), {}), origin(id(12)));
  t.same([outcome.events, outcome.refusals, outcome.position], [[], [], 1n]);
  t.same((await fresh.pipeline.execute(command(begin, id(1), {}), origin(id(11)))).events, log.all);
  t.equal(fresh.log.all.length, 1);
});

test('what has begun is known to what follows', async (t) => {
  const { pipeline, reads } = counted();
  await pipeline.execute(command(begin, id(1), {}), origin(id(11)));
  await pipeline.execute(command(count, id(1), { by: 2 }), origin(id(12)));
  t.equal(reads.reads, 0);
});
