import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import type { Test } from 'tap';
import { killAgent, killTasks, openServer, processGone, startAgent, taskPid } from './support/agent-process.ts';

const waiting = 'mkfifo gate; echo begun; read code < gate; exit $code';

/** A task that waits at its gate, and an agent that was killed meanwhile. */
async function abandonedTask(t: Test) {
  const server = await openServer(t);
  const data = t.testdir();
  const agent = startAgent(t, server, data);
  const claim = server.give({ command: waiting });
  await server.until(() => server.blob(`ponos-logs/${claim.task}.log`));
  await killAgent(agent);
  const folder = join(data, 'claims', `${claim.task}.1`);
  return {
    server,
    data,
    claim,
    task: claim.task,
    folder,
    open: (code: number) => writeFileSync(join(folder, 'current', 'gate'), `${code}\n`),
  };
}

test('a task that runs while its agent is killed is taken up by the next one', async (t) => {
  const { server, data, task, open } = await abandonedTask(t);

  startAgent(t, server, data);
  t.same(await server.until(() => [...server.openPolls].find((known) => known.length > 0)), [`${task}.1.running`]);
  open(5);

  t.match(await server.reported(task, 'failed'), { exit_code: 5, term: 1 });
  t.same(
    server.reports(task).map(({ state }) => state),
    ['running', 'failed'],
  );
});

test('a task that ended while no agent was there is reported with its exit code', async (t) => {
  const { server, data, task, folder, open } = await abandonedTask(t);
  open(0);
  await processGone(taskPid(data, `${task}.1`));
  t.equal(readFileSync(join(folder, 'exit'), 'utf8'), '0\n');

  startAgent(t, server, data);

  t.match(await server.reported(task, 'completed'), { exit_code: 0, log_bytes: 6 });
});

test('a task whose process vanished without an exit code is lost', async (t) => {
  const { server, data, task } = await abandonedTask(t);
  killTasks(data);
  await processGone(taskPid(data, `${task}.1`));

  startAgent(t, server, data);

  t.match(await server.reported(task, 'error'), { cause: 'container_lost', log_bytes: 6 });
});

test('another process with the same pid is not taken for the task', async (t) => {
  const { server, data, task, folder } = await abandonedTask(t);
  killTasks(data);
  const claim = JSON.parse(readFileSync(join(folder, 'claim.json'), 'utf8')) as { process: { pid: number } };
  writeFileSync(join(folder, 'claim.json'), JSON.stringify({ ...claim, process: { ...claim.process, pid: process.pid } }));

  startAgent(t, server, data);

  t.match(await server.reported(task, 'error'), { cause: 'container_lost' });
});

test('a claim that is over by the time the agent is back says its end once, and is removed', async (t) => {
  const { server, data, claim, task, open } = await abandonedTask(t);
  open(0);
  await processGone(taskPid(data, `${task}.1`));
  claim.state = 'error';

  startAgent(t, server, data);

  t.match(await server.until(() => server.reports(task, 409).find(({ state }) => state === 'completed')), { exit_code: 0 });
  await server.idle();
  t.equal(server.reports(task, 409).length, 1);
});

test('a task that was to stop when its agent was killed is stopped by the next one', async (t) => {
  const { server, data, claim, task } = await abandonedTask(t);
  claim.state = 'stopping';

  startAgent(t, server, data);

  t.match(await server.reported(task, 'stopped'), { term: 1 });
});

test('a claim that had not begun when its agent was killed begins anew', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  const agent = startAgent(t, server, data);
  server.fault = ({ path }) => (path.startsWith('/blobs/parents/') ? 503 : undefined);
  const { task } = server.give({ command: 'true', parents: { '3f0c0a52-5a0e-4d0b-9f7e-0d5f6f3f1a09': { 'a.txt': 'a' } } });
  await server.until(() => server.requests.some(({ path }) => path.startsWith('/blobs/parents/')));
  await killAgent(agent);
  server.fault = () => undefined;

  startAgent(t, server, data);

  t.match(await server.reported(task, 'completed'), { term: 1 });
});
