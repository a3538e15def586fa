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

const short = { writers: 2, rounds: 3, sliceMs: 5 };

test('sides take turns, each in every place, and all get a rate', async (t) => {
  const slices: string[] = [];
  const { rates, calm, rounds } = await interleave([side('a', slices), side('b', slices), side('c', slices)], short);
  t.same(slices.join(''), 'abcbcacab');
  t.same([...rates.keys()].toSorted(), ['a', 'b', 'c']);
  t.ok([...rates.values()].every((rate) => rate > 0));
  t.same({ calm, rounds }, { calm: 3, rounds: 3 });
});

test('rounds in a crowd are made again and do not count', async (t) => {
  const shares = [0.5, 0.01, 0.9, 0.02, 0.03];
  let round = 0;
  const crowded = (): number => shares[round - 1] ?? 1;
  const others = () => {
    round++;
    return crowded;
  };
  const { calm, rounds } = await interleave([side('a', [])], { ...short, others });
  t.same({ calm, rounds }, { calm: 3, rounds: 5 });
});

test('where there is no calm, all rounds count', async (t) => {
  const { rates, calm, rounds } = await interleave([side('a', [])], { ...short, others: () => () => 0.7 });
  t.same({ calm, rounds }, { calm: 0, rounds: 12 });
  t.ok((rates.get('a') ?? 0) > 0);
});
