import { test } from 'tap';
import { isAlive } from '../../../../infrastructure/database/embedded/process-table.ts';
import { eventually } from '../../../support/eventually.ts';
import { testFolder } from './support/homes.ts';
import { startProgram } from './support/programs.ts';
import { missing, serverGone, serverOf } from './support/server.ts';

test('no death loses an acknowledged row or leaves an orphan', async (t) => {
  const home = testFolder(t);

  await t.test('kill -9 of the only program while it writes', async (t) => {
    const program = await startProgram(t, home);
    await program.ask('open', 'opened');
    program.order('write');
    await program.writes(200);
    const server = serverOf(home) ?? 0;

    await program.kill();
    await eventually('the server follows', () => !isAlive(server));

    t.same(await missing(home, program.acknowledged()), []);
  });

  await t.test('kill -9 of the program that started the server, while another works on it', async (t) => {
    const first = await startProgram(t, home);
    const second = await startProgram(t, home);
    const opened = await first.ask('open', 'opened');
    t.same(await second.ask('open', 'opened'), opened, 'one server');
    first.order('write');
    second.order('write');
    await first.writes(100);
    const server = serverOf(home);

    await first.kill();
    await second.writes(100);
    t.equal(serverOf(home), server, 'the server serves the other one');

    await second.kill();
    await serverGone(home);
    t.same(await missing(home, [...first.acknowledged(), ...second.acknowledged()]), []);
  });

  await t.test('kill -9 of the server under writes: opening again recovers it', async (t) => {
    const program = await startProgram(t, home);
    await program.ask('open', 'opened');
    program.order('write');
    await program.writes(100);

    process.kill(serverOf(home) ?? 0, 'SIGKILL');
    t.match(await program.next('reopened'), { kind: 'reopened' });
    await program.writes(100);

    await program.kill();
    await serverGone(home);
    t.same(await missing(home, program.acknowledged()), []);
  });

  await t.test('kill -9 of the server and of both programs at once: the next two share one again', async (t) => {
    const before = await Promise.all([startProgram(t, home), startProgram(t, home)]);
    await Promise.all(before.map((program) => program.ask('open', 'opened')));
    for (const program of before) program.order('write');
    await Promise.all(before.map((program) => program.writes(100)));
    process.kill(serverOf(home) ?? 0, 'SIGKILL');
    await Promise.all(before.map((program) => program.kill()));

    const after = await Promise.all([startProgram(t, home), startProgram(t, home)]);
    const [one, other] = await Promise.all(after.map((program) => program.ask('open', 'opened')));
    t.match(one, { kind: 'opened' });
    t.same(one, other);
    t.same(
      await missing(
        home,
        before.flatMap((program) => program.acknowledged()),
      ),
      [],
    );
  });
});
