import fc from 'fast-check';
import { test } from 'tap';
import type { Row } from '../../../projections/engine/stored-table.ts';
import { tasks } from '../../../projections/tasks/fold.ts';
import { processRuns } from '../../../projections/tasks/process-runs.ts';
import { recordedFrom } from '../../support/folding.ts';
import { taskHistories } from '../../support/task-lives.ts';

const settled = new Set<string>(tasks.settled);
const only = (row: Row | null, wanted: (property: string) => boolean): Row | null =>
  row && Object.fromEntries(Object.entries(row).filter(([property]) => wanted(property)));
const changing = (row: Row | null): Row | null => only(row, (property) => !settled.has(property));

test('given any lives of tasks, when the settled columns of each row were not read back, then nothing comes out differently', (t) => {
  fc.assert(
    fc.property(taskHistories, ({ history }) => {
      const whole = new Map<string, Row | null>();
      for (const recorded of recordedFrom(history)) {
        const [key] = tasks.keys(recorded as never) as [string];
        const before = whole.get(key) ?? null;
        const after = tasks.fold(before as never, recorded as never, key) as Row | null;
        const without = tasks.fold(changing(before) as never, recorded as never, key) as Row | null;
        const sums = [
          [before, after],
          [changing(before), changing(after)],
        ].map(([one, other]) => processRuns.keys(one as never, other as never));
        t.same(changing(without), changing(after));
        t.same(sums[0], sums[1]);
        if (before)
          t.same(
            only(after, (property) => settled.has(property)),
            only(before, (property) => settled.has(property)),
          );
        whole.set(key, after);
      }
    }),
    { numRuns: 50 },
  );
  t.end();
});
