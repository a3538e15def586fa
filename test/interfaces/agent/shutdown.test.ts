import { test } from 'tap';
import { processIdentity } from '../../../interfaces/agent/process-identity.ts';
import { claimFolders, openServer, startAgent, taskPid } from './support/agent-process.ts';

const waiting = 'mkfifo gate; echo begun; read line < gate';

test('an agent that is told to end hands back what runs and what has not begun', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  const agent = startAgent(t, server, data);
  server.fault = ({ path }) => (path.startsWith('/blobs/parents/') ? 503 : undefined);
  const running = server.give({ command: waiting });
  const preparing = server.give({ command: 'true', parents: { '3f0c0a52-5a0e-4d0b-9f7e-0d5f6f3f1a09': { 'a.txt': 'a' } } });
  await server.until(() => server.blob(`ponos-logs/${running.task}.log`));
  await server.until(() => server.requests.some(({ path }) => path.startsWith('/blobs/parents/')));
  const pid = taskPid(data, `${running.task}.1`);

  agent.child.kill('SIGTERM');

  t.equal(await agent.exited, 0);
  for (const { task } of [running, preparing]) t.match(server.reports(task).at(-1), { state: 'pending', cause: 'agent_shutdown', term: 1 });
  t.equal(processIdentity(pid), null);
  t.same(claimFolders(data), []);
});

test('a task that does not listen to TERM is killed when the grace is over', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  const agent = startAgent(t, server, data, { grace: 0.3 });
  const { task } = server.give({ command: `trap "" TERM; ${waiting}` });
  await server.until(() => server.blob(`ponos-logs/${task}.log`));
  const pid = taskPid(data, `${task}.1`);

  agent.child.kill('SIGINT');

  t.equal(await agent.exited, 0);
  t.match(server.reports(task).at(-1), { state: 'pending' });
  t.equal(processIdentity(pid), null);
});

test('without a server the agent ends all the same, and its successor hands the task back', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  const agent = startAgent(t, server, data);
  const { task } = server.give({ command: waiting });
  await server.until(() => server.blob(`ponos-logs/${task}.log`));
  await server.close();

  agent.child.kill('SIGTERM');
  t.equal(await agent.exited, 0);
  t.same(claimFolders(data), [`${task}.1`]);

  await server.open();
  startAgent(t, server, data);
  t.match(await server.reported(task, 'pending'), { cause: 'agent_shutdown' });
});

test('a following agent whose parent is gone and whom no server answers ends its tasks and itself', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  const agent = startAgent(t, server, data, { followParent: true, orphanMinutes: 0.005 });
  const { task } = server.give({ command: waiting });
  await server.until(() => server.blob(`ponos-logs/${task}.log`));
  const pid = taskPid(data, `${task}.1`);

  agent.child.stdin?.end();
  const other = server.give({ command: 'true' });
  t.ok(await server.reported(other.task, 'completed'), 'while a server answers it goes on without its parent');
  await server.close();

  t.equal(await agent.exited, 0);
  t.match(await agent.output, /none has answered/);
  t.equal(processIdentity(pid), null);
});
