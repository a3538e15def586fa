import { readdirSync } from 'node:fs';
import { test } from 'tap';
import { testFolder } from './support/homes.ts';
import { startProgram } from './support/programs.ts';
import { serverOf } from './support/server.ts';

test('two programs at once on an empty folder share one server', async (t) => {
  const home = testFolder(t);
  const programs = await Promise.all([startProgram(t, home), startProgram(t, home)]);

  const [one, other] = await Promise.all(programs.map((program) => program.ask('open', 'opened')));

  t.match(one, { kind: 'opened' });
  t.same(one, other, 'started at the same moment, so the same server');
  await Promise.all(programs.map((program) => program.ask('close', 'closed')));
  t.equal(serverOf(home), undefined);
  t.same(readdirSync(home).sort(), ['pgdata', 'postgres.log', 'run', 'runtime'], 'the work of the loser is thrown away');
});
