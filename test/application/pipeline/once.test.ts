import fc from 'fast-check';
import { test } from 'tap';
import { command } from '../../../application/pipeline/command.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import { id, origin, pipelineBench } from './bench.ts';
import { count } from './counter.ts';

/** Commands of several clients, each repeated as often as clients do, over a store that fails before and after appends. */
const lives = fc.record({
  requests: fc.array(fc.record({ command: fc.nat(9), by: fc.integer({ min: 1, max: 3 }) }), { maxLength: 25 }),
  faults: fc.array(fc.constantFrom('before', 'after', 'none'), { maxLength: 40 }),
  atOnce: fc.integer({ min: 1, max: 5 }),
});

test('however often commands are repeated, at once or after failures, each takes effect at most once and within the limit', async (t) => {
  const property = fc.assert(
    fc.asyncProperty(lives, async ({ requests, faults, atOnce }) => {
      const { log, pipeline, limit } = pipelineBench();
      limit.value = 7;
      const due = [...faults];
      const fail = (when: 'before' | 'after') => () => {
        if (due[0] === when) {
          due.shift();
          throw new StoreUnavailable('gone');
        }
        if (when === 'after') due.shift();
      };
      log.beforeAppend = fail('before');
      log.afterAppend = fail('after');

      const accepted = new Map<number, number>();
      for (let at = 0; at < requests.length; at += atOnce) {
        const group = requests.slice(at, at + atOnce);
        const outcomes = await Promise.all(
          // A repeated command is the same command: what it counts by is decided by its first request.
          group.map(({ command: n }) =>
            pipeline.execute(command(count, id(1), { by: requests.find((one) => one.command === n)!.by }), origin(id(100 + n))),
          ),
        );
        outcomes.forEach(({ refusals, events }, n) => {
          if (refusals.length === 0) accepted.set(group[n]!.command, (events[0]!.data as { by: number }).by);
        });
      }

      const written = log.all.map(({ metadata }) => metadata.commandId);
      const total = log.all.reduce((sum, { data }) => sum + (data as { by: number }).by, 0);
      return (
        new Set(written).size === written.length &&
        total <= limit.value &&
        accepted.size === written.length &&
        total === [...accepted.values()].reduce((sum, by) => sum + by, 0)
      );
    }),
    { numRuns: 300 },
  );
  await t.resolves(property);
});
