import { test } from 'tap';
import { interleave, type Side } from '../../bench/interleave.ts';

/** A side that notes when its slices begin, and lets the clock go on. */
const side = (name: string, slices: string[]): Side => ({
  name,
  act: async () => {
    if (slices.at(-1) !== name) slices.push(name);
    await new Promise((resolve) => setImmediate(resolve));
  },
});

test('sides take turns, each in every place, and all get a rate', async (t) => {
  const slices: string[] = [];
  const rates = await interleave([side('a', slices), side('b', slices), side('c', slices)], { writers: 2, slices: 3, sliceMs: 5 });
  t.same(slices.join(''), 'abcbcacab');
  t.same([...rates.keys()], ['a', 'b', 'c']);
  t.ok([...rates.values()].every((rate) => rate > 0));
});
