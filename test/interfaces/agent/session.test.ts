import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { farm, seed } from './support/fake-server.ts';
import { killAgent, openServer, startAgent } from './support/agent-process.ts';

test('an agent registers with its key, and keeps it', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  const first = startAgent(t, server, data, { cpus: 3, ram: 4_000_000_000 });
  await server.idle();

  // The server has checked the signature with the public key before it answered 201.
  const [registered] = server.requests.filter(({ path }) => path === '/api/v1/agent/');
  t.match(registered, {
    status: 201,
    body: {
      farm_id: farm,
      seed,
      hostname: 'host-1',
      cpu_cores: 3,
      ram_total: 4_000_000_000,
      gpus: [],
      capabilities: ['host_commands'],
      version: String,
    },
  });
  t.equal(Buffer.from(String(registered?.body.public_key), 'base64').length, 32);
  t.equal(statSync(join(data, 'key.pem')).mode & 0o777, 0o600);

  await killAgent(first);
  const key = readFileSync(join(data, 'key.pem'), 'utf8');
  startAgent(t, server, data);
  const [, again] = await server.until(() => {
    const all = server.requests.filter(({ path }) => path === '/api/v1/agent/');
    return all.length > 1 && all;
  });
  t.equal(again?.body.public_key, registered?.body.public_key);
  t.equal(readFileSync(join(data, 'key.pem'), 'utf8'), key);
});

test('a poll tells the loads, how long it may be held, and with which token it comes', async (t) => {
  const server = await openServer(t);
  startAgent(t, server, t.testdir());
  const { task } = server.give({ command: 'true' });
  await server.reported(task, 'completed');

  const { query, headers } = await server.until(() => server.requests.find(({ path }) => path === '/api/v1/agent/actions/'));
  t.equal(query.get('wait'), '25');
  for (const load of ['cpu_load', 'ram_load']) t.ok(Number(query.get(load)) >= 0 && Number(query.get(load)) <= 1, load);
  t.match(headers, { authorization: /^Bearer / });
});

test('a refused token is renewed, and one that cannot be renewed leads to a new registration', async (t) => {
  const server = await openServer(t);
  startAgent(t, server, t.testdir());
  await server.idle();

  server.change(() => server.validTokens.clear());
  const first = server.give({ command: 'true' });
  await server.reported(first.task, 'completed');
  t.equal(server.requests.filter(({ path, status }) => path === '/api/v1/agent/refresh/' && status === 200).length, 1);

  server.change(() => (server.validTokens.clear(), server.validRefresh.clear()));
  const second = server.give({ command: 'true' });
  await server.reported(second.task, 'completed');
  t.equal(server.requests.filter(({ path, status }) => path === '/api/v1/agent/' && status === 201).length, 2);
});

test('an agent with a wrong seed says so and ends', async (t) => {
  const server = await openServer(t);
  const agent = startAgent(t, server, t.testdir(), { seed: 'not this one' });

  t.equal(await agent.exited, 1);
  t.match(await agent.errors, /farm_seed_wrong/);
});
