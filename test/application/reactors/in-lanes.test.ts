import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { inLanes } from '../../../application/reactors/in-lanes.ts';
import { settled } from '../../support/eventually.ts';

test('every item is worked on, in order, and never more at once than allowed', async () => {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const done = inLanes([1, 2, 3, 4, 5], 2, (item) => {
    begun.push(item);
    return new Promise<void>((resolve) => ends.push(resolve));
  });
  assert.deepEqual(begun, [1, 2]);
  for (let ended = 0; ended < 5; ended += 1) {
    ends.shift()?.();
    await settled();
    assert.ok(ends.length <= 2);
  }
  await done;
  assert.deepEqual(begun, [1, 2, 3, 4, 5]);
});

test('after a failure nothing is begun any more, and what runs is waited for', async () => {
  const begun: number[] = [];
  let ended = false;
  const work = async (item: number): Promise<void> => {
    begun.push(item);
    if (item === 1) throw new Error('the first');
    await settled();
    ended = true;
    throw new Error('the second');
  };
  await assert.rejects(inLanes([1, 2, 3, 4], 2, work), { message: 'the first' });
  assert.deepEqual([begun, ended], [[1, 2], true]);
});

test('no items are no work', async () => {
  await inLanes([], 3, () => Promise.reject(new Error('not called')));
  assert.ok(true);
});
