import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { launchAgent } from '../../../interfaces/agent/launch.ts';
import { processIdentity } from '../../../interfaces/agent/process-identity.ts';
import { openServer, startAgent, testSettings } from './support/agent-process.ts';

test('a second agent on the same folder refuses to start', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  const first = startAgent(t, server, data);
  await server.idle();

  const second = startAgent(t, server, data);

  t.equal(await second.exited, 1);
  t.match(await second.errors, new RegExp(`Another agent \\(pid ${first.pid}\\) already works in`));
  t.equal(first.child.exitCode, null);
});

test('the pid file of an agent that is gone keeps nobody out', async (t) => {
  const server = await openServer(t);
  const data = t.testdir({ 'agent.pid': JSON.stringify({ pid: process.pid, identity: 'of an earlier process' }) });

  startAgent(t, server, data);

  await server.idle();
  t.not((JSON.parse(readFileSync(join(data, 'agent.pid'), 'utf8')) as { pid: number }).pid, process.pid);
});

test('wrong settings are all named', async (t) => {
  const server = await openServer(t);
  const agent = startAgent(t, server, t.testdir(), { server: 'somewhere', farm: 'mine', cpus: 0 });

  t.equal(await agent.exited, 1);
  const errors = await agent.errors;
  for (const name of ['SERVER', 'FARM', 'CPUS']) t.match(errors, new RegExp(`COLOPHON_AGENT_${name}: `));
});

test('a server starts its agent, or finds the one of a server that is gone', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  process.env.COLOPHON_DATABASE_URL = 'a secret of the server';
  t.teardown(() => delete process.env.COLOPHON_DATABASE_URL);

  const first = launchAgent(testSettings(server, data));
  t.teardown(() => first.stop());
  const { task } = server.give({ command: 'env' });
  await server.reported(task, 'completed');
  t.equal(first.adopted, false);
  t.notMatch(server.blob(`ponos-logs/${task}.log`), /COLOPHON/);

  const second = launchAgent(testSettings(server, data));
  t.same({ pid: second.pid, adopted: second.adopted }, { pid: first.pid, adopted: true });

  await second.stop();
  t.equal(await first.exited, 0);
  t.equal(await second.exited, null);
  t.equal(processIdentity(first.pid), null);
  t.match(readFileSync(join(data, 'agent.log'), 'utf8'), /The agent has ended/);
});

test('an agent outlives the one who started it', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  const starter = join(data, 'starter.ts');
  const launch = new URL('../../../interfaces/agent/launch.ts', import.meta.url).href;
  writeFileSync(
    starter,
    `import { launchAgent } from ${JSON.stringify(launch)};\nlaunchAgent(${JSON.stringify(testSettings(server, data))});\n`,
  );
  const { execFileSync } = await import('node:child_process');
  execFileSync(process.execPath, [starter], { env: { PATH: process.env.PATH } });

  const { task } = server.give({ command: 'true' });
  t.ok(await server.reported(task, 'completed'));

  const found = launchAgent(testSettings(server, data));
  t.equal(found.adopted, true);
  await found.stop();
});
