import type { Test } from 'tap';
import type { Program } from '../../../bench/program.ts';
import { Workbench } from '../../../bench/workbench.ts';
import { testDatabase } from '../../support/postgres.ts';

/** Runs a program once with hardly any data: each figure that is not skipped is a number, and so is its yardstick, if it has one. */
export async function runsTiny(t: Test, program: Program): Promise<void> {
  const given = process.env.COLOPHON_DATABASE_URL;
  process.env.COLOPHON_DATABASE_URL = (await testDatabase(t)).url;
  const workbench = new Workbench(1, 0.001);
  try {
    const run = await program.prepare(workbench);
    const samples = await run();
    const measured = program.figures.filter(({ skipped }) => (skipped?.() ?? null) === null);
    t.same(Object.keys(samples).toSorted(), measured.map(({ name }) => name).toSorted());
    for (const { name, beside } of measured) {
      t.ok((samples[name]?.value ?? NaN) > 0, `${name} has a value`);
      t.equal((samples[name]?.beside ?? 0) > 0, beside !== null, `${name} has a yardstick, or wants none`);
    }
  } finally {
    await workbench.end();
    if (given === undefined) delete process.env.COLOPHON_DATABASE_URL;
    else process.env.COLOPHON_DATABASE_URL = given;
  }
}
