import { test } from 'tap';
import { GroupCommit } from '../../../infrastructure/event-store/postgres/group-commit.ts';

class Poison extends Error {}
class Away extends Error {}

/** Writes numbers and answers with ten times as much; -1 is poison, -2 loses the connection. Shows the batches. */
function writer(cut = (waiting: readonly unknown[]) => waiting.length) {
  const batches: (readonly number[])[] = [];
  const commit = new GroupCommit<number, number>({
    cut,
    concernsAll: (error) => error instanceof Away,
    write: async (batch) => {
      batches.push(batch);
      if (batch.includes(-2)) throw new Away();
      if (batch.includes(-1)) throw new Poison();
      return batch.map((n) => n * 10);
    },
  });
  return { batches, add: (...items: readonly number[]) => Promise.allSettled(items.map((n) => commit.add(n))) };
}

const values = (ends: readonly PromiseSettledResult<number>[]): readonly unknown[] =>
  ends.map((end) => (end.status === 'fulfilled' ? end.value : (end.reason as Error).constructor));

test('what comes at once goes together, in order, each with its own answer', async (t) => {
  const { batches, add } = writer();
  t.same(values(await add(1, 2, 3)), [10, 20, 30]);
  t.same(batches, [[1, 2, 3]]);
});

test('what comes while a batch is written waits for the next', async (t) => {
  const { batches, add } = writer();
  const first = add(1);
  await Promise.resolve();
  const [one, rest] = await Promise.all([first, add(2, 3)]);
  t.same(values([...one, ...rest]), [10, 20, 30]);
  t.same(batches, [[1], [2, 3]]);
});

test('those who write again once answered come along in the next batch', async (t) => {
  const { batches, add } = writer();
  const twice = async (n: number): Promise<void> => {
    await add(n);
    await add(n + 100);
  };
  await Promise.all([twice(1), twice(2), twice(3)]);
  t.same(batches, [
    [1, 2, 3],
    [101, 102, 103],
  ]);
});

test('a batch is cut where it becomes too large', async (t) => {
  const { batches, add } = writer(() => 2);
  t.same(values(await add(1, 2, 3, 4, 5)), [10, 20, 30, 40, 50]);
  t.same(batches, [[1, 2], [3, 4], [5]]);
});

test('one that cannot be written fails alone', async (t) => {
  const { add } = writer();
  t.same(values(await add(1, -1, 3)), [10, Poison, 30]);
});

test('a lost connection fails the batch, and the next one is tried', async (t) => {
  const { batches, add } = writer();
  t.same(values(await add(1, -2, 3)), [Away, Away, Away]);
  t.same(values(await add(4)), [40]);
  t.same(batches, [[1, -2, 3], [4]]);
});
