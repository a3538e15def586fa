import { test } from 'tap';
import { validate } from 'uuid';
import { random, uuid } from '../../bench/random.ts';

test('the same seed gives the same numbers, another seed others', async (t) => {
  const take = (seed: number): readonly string[] => {
    const next = random(seed);
    return Array.from({ length: 100 }, () => uuid(next));
  };
  t.same(take(1), take(1));
  t.equal(new Set([...take(1), ...take(2)]).size, 200);
  t.ok(take(3).every((id) => validate(id)));
});
