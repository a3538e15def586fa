import { test } from 'tap';
import { rebuildEmmett } from '../../bench/rebuild-emmett/index.ts';
import { rebuildFive } from '../../bench/rebuild-five/index.ts';
import { rebuild } from '../../bench/rebuild/index.ts';
import { runsTiny } from './support/tiny.ts';

for (const program of [rebuild, rebuildFive, rebuildEmmett]) {
  test(`given a little data, when ${program.name} runs, then it measures each of its figures`, (t) => runsTiny(t, program));
}
