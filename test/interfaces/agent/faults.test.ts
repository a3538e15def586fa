import { test } from 'tap';
import { processIdentity } from '../../../interfaces/agent/process-identity.ts';
import { writeServerAddress } from '../../../interfaces/agent/server-address.ts';
import { claimFolders, openServer, startAgent, taskPid } from './support/agent-process.ts';

const waiting = 'mkfifo gate; echo begun; read line < gate';

test('whatever the network loses is repeated', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  startAgent(t, server, data);

  await t.test('a report whose connection breaks, before or after it was taken, is sent again', async (t) => {
    const faults = ['cut', 503, 'lose'] as const;
    let n = 0;
    server.fault = ({ method, body }) => (method === 'PATCH' && body.state === 'completed' ? faults[n++] : undefined);

    const { task } = server.give({ command: 'true' });

    await server.reported(task, 'completed');
    await server.idle();
    const sent = server.requests.filter(({ path, body }) => path.includes(task) && body.state === 'completed');
    t.same(
      sent.slice(0, 3).map(({ status }) => status),
      [0, 503, 200],
    );
    t.same(claimFolders(data), []);
    server.fault = () => undefined;
  });

  await t.test('so are uploads and definitions', async (t) => {
    const seen = new Set<string>();
    server.fault = ({ method, path }) =>
      method !== 'PATCH' && !path.includes('/agent/') && !seen.has(path) ? (seen.add(path), 'cut') : undefined;

    const { task } = server.give({
      command: 'echo content > file.txt',
      parents: { '3f0c0a52-5a0e-4d0b-9f7e-0d5f6f3f1a09': { 'a.txt': 'a' } },
    });

    await server.reported(task, 'completed');
    t.equal(server.blob(`ponos-artifacts/${task}/file.txt`), 'content\n');
    t.ok([...seen].some((path) => path.startsWith('/blobs/parents/')));
    server.fault = () => undefined;
  });

  await t.test('a server that comes back finds the agent, its running task and its reports', async (t) => {
    const { task } = server.give({ command: `${waiting}; exit 4` });
    await server.until(() => server.blob(`ponos-logs/${task}.log`));

    await server.close();
    await server.open();

    const poll = await server.until(() => [...server.openPolls].find((known) => known.length > 0));
    t.same(poll, [`${task}.1.running`]);
    t.equal(server.mostPolls, 1);
    const other = server.give({ command: 'true' });
    t.ok(await server.reported(other.task, 'completed'), 'new tasks are taken beside it');
  });
});

test('a claim that the server has given up is dropped at the first refused report', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  startAgent(t, server, data);

  await t.test('409 to the report of the start: the task is killed', async (t) => {
    let pid = 0;
    server.fault = ({ method, path, body }) => {
      if (method !== 'PATCH' || body.state !== 'running') return undefined;
      pid = taskPid(data, `${path.split('/')[4]}.1`);
      return 409;
    };
    const claim = server.give({ command: waiting });
    await server.until(() => pid);
    server.change(() => (claim.state = 'error'));

    await server.idle();
    t.same(claimFolders(data), []);
    t.equal(processIdentity(pid), null);
    t.same(server.reports(claim.task), []);
    server.fault = () => undefined;
  });

  await t.test('409 to the final report: its folder is deleted, and it is not sent again', async (t) => {
    const claim = server.give({ command: 'true' });
    server.fault = ({ method, body }) => {
      if (method === 'PATCH' && body.state === 'completed') claim.state = 'error';
      return undefined;
    };

    await server.until(() => server.reports(claim.task, 409)[0]);
    await server.idle();

    t.same(claimFolders(data), []);
    t.equal(server.reports(claim.task, 409).length, 1);
    server.fault = () => undefined;
  });

  await t.test('404 to the definition: nothing is begun', async (t) => {
    const claim = server.give({ command: 'true' });
    server.fault = ({ path }) => (path.endsWith('/definition/') ? ((claim.state = 'error'), 404) : undefined);

    await server.until(() => server.requests.some(({ path, status }) => path.includes(claim.task) && status === 404));
    await server.idle();

    t.same(claimFolders(data), []);
    t.same(
      server.requests.filter(({ method, path }) => method === 'PATCH' && path.includes(claim.task)),
      [],
    );
    server.fault = () => undefined;
  });
});

test('a report that the server will never take becomes an error', async (t) => {
  const server = await openServer(t);
  startAgent(t, server, t.testdir());
  server.fault = ({ body }) => (body.state === 'completed' ? 400 : undefined);

  const { task } = server.give({ command: 'true' });

  t.match(await server.reported(task, 'error'), { cause: 'agent_error', detail: /refused the state completed/ });
});

test('a server that comes back on another port is found by the address in the folder, at once when the agent is told', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  const agent = startAgent(t, server, data);
  await server.idle();

  await server.close();
  await server.open(0);
  writeServerAddress(data, server.url);
  agent.child.kill('SIGHUP');

  const { task } = server.give({ command: 'echo "$ARKINDEX_API_URL"' });
  await server.reported(task, 'completed');
  t.equal(server.blob(`ponos-logs/${task}.log`), `${server.url}\n`);
});
