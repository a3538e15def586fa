import { test } from 'tap';
import { processIdentity } from '../../../interfaces/agent/process-identity.ts';
import { claimFolders, openServer, startAgent, taskPid } from './support/agent-process.ts';

const waiting = 'mkfifo gate; echo begun; read line < gate';

test('an agent obeys', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  startAgent(t, server, data);

  await t.test('a stopped task gets TERM, and its log and files are kept', async (t) => {
    const claim = server.give({
      command: `echo half > half.txt; trap "echo asked to end; exit 0" TERM; mkfifo gate; echo begun; exec 3<> gate; read line <&3`,
    });
    await server.until(() => server.blob(`ponos-logs/${claim.task}.log`));
    const pid = taskPid(data, `${claim.task}.1`);

    server.change(() => (claim.state = 'stopping'));

    t.match(await server.reported(claim.task, 'stopped'), { term: 1, log_bytes: 'begun\nasked to end\n'.length });
    t.equal(server.blob(`ponos-logs/${claim.task}.log`), 'begun\nasked to end\n');
    t.equal(server.blob(`ponos-artifacts/${claim.task}/half.txt`), 'half\n');
    t.equal(processIdentity(pid), null);
  });

  await t.test('a task that had ended by itself before the stop keeps its own end', async (t) => {
    // The log cannot be uploaded, so the claim stays open after the command has ended.
    server.fault = ({ path }) => (path.startsWith('/blobs/ponos-logs/') ? 503 : undefined);
    const claim = server.give({ command: 'exit 3' });
    await server.until(() => server.requests.some(({ path, status }) => path.includes('ponos-logs') && status === 503));

    const before = server.requests.length;
    server.change(() => (claim.state = 'stopping'));
    await server.until(() => server.requests.some(({ path, status }, n) => n > before && path.endsWith('/actions/') && status === 200));
    server.fault = () => undefined;

    t.match(await server.reported(claim.task, 'failed'), { exit_code: 3 });
  });

  await t.test('a removed claim is killed, its folder deleted, and nothing is reported', async (t) => {
    const claim = server.give({ command: waiting });
    await server.until(() => server.blob(`ponos-logs/${claim.task}.log`));
    const pid = taskPid(data, `${claim.task}.1`);

    server.change(() => (claim.state = 'error'));

    await server.idle();
    t.same(claimFolders(data), []);
    t.equal(processIdentity(pid), null);
    t.same(
      server.reports(claim.task).map(({ state }) => state),
      ['running'],
    );
    t.same(server.reports(claim.task, 409), []);
  });

  await t.test('a later term of the same task ends the older one', async (t) => {
    const claim = server.give({ command: `if [ -e "$PONOS_DATA/../$PONOS_TASK.2" ]; then exit 0; fi; ${waiting}` });
    await server.until(() => server.blob(`ponos-logs/${claim.task}.log`));

    server.change(() => Object.assign(claim, { term: 2, state: 'claimed' }));

    t.match(await server.reported(claim.task, 'completed'), { term: 2 });
    await server.idle();
    t.same(claimFolders(data), []);
  });
});

test('a task that does not listen to TERM is killed after the grace', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  startAgent(t, server, data, { stopGrace: 0.3 });
  const claim = server.give({ command: `trap "" TERM; ${waiting}` });
  await server.until(() => server.blob(`ponos-logs/${claim.task}.log`));
  const pid = taskPid(data, `${claim.task}.1`);

  server.change(() => (claim.state = 'stopping'));

  await server.reported(claim.task, 'stopped');
  t.equal(processIdentity(pid), null);
});

test('a stop of a claim that never reached the agent is confirmed', async (t) => {
  const server = await openServer(t);
  const claim = server.give({ command: 'true' });
  claim.state = 'stopping';

  startAgent(t, server, t.testdir());

  t.match(await server.reported(claim.task, 'stopped'), { term: 1, log_bytes: 0 });
});
