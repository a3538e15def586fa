import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { test } from 'tap';
import { othersBeside } from '../../bench/others.ts';
import { testDatabase } from '../support/postgres.ts';

test(
  'what this program works is not put down to others',
  { skip: !existsSync('/proc/self/schedstat') && 'the system does not tell' },
  async (t) => {
    const others = await othersBeside((await testDatabase(t)).pool({ max: 1 }));
    const [begin, before, watched] = [performance.now(), process.cpuUsage(), others?.()];
    while (performance.now() - begin < 300) JSON.parse(JSON.stringify({ some: 'work' }));
    const { user, system } = process.cpuUsage(before);
    const own = (user + system) / 1e3 / ((performance.now() - begin) * cpus().length);
    const share = watched?.() ?? NaN;
    t.ok(share > -0.15, `not less than nothing: ${share}`);
    t.ok(share + own < 1.15, `with our own ${own} no more than all: ${share}`);
  },
);
