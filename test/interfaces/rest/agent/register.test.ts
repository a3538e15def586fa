import { test } from 'tap';
import { agentBench, gib, machine, registration } from './agent-bench.ts';

const minutes = (n: number): Date => new Date(Date.now() + n * 60_000);
const codes = (body: { readonly problems: readonly { readonly code: string }[] }): readonly string[] =>
  body.problems.map(({ code }) => code);

test('joining a farm', async (t) => {
  const { ask, register, farm, ida, store, readSide } = await agentBench(t);
  const press = machine();

  await t.test('a machine with the seed becomes an agent with tokens of its own', async (t) => {
    const { status, body, headers } = await register(press);
    t.equal(status, 201);
    t.match(body, { id: String, farm: { id: farm.id, name: 'Mill' }, access_token: String, refresh_token: String });
    t.ok(headers.get('x-position'));
    const until = (text: string): number => (Date.parse(text) - Date.now()) / 60_000;
    t.ok(until(body.access_expires) > 14 && until(body.access_expires) <= 15, 'access for 15 minutes');
    t.ok(until(body.refresh_expires) > 43_199 && until(body.refresh_expires) <= 43_200, 'refresh for 30 days');
    const [registered] = await store.readStream(`agent-${body.id}`);
    t.match(registered, {
      type: 'AgentRegistered',
      data: { farmId: farm.id, hostname: 'press-1', cpuCores: 4, cpuFrequency: 0, gpus: [] },
    });
    for (const secret of [farm.seed, body.access_token, body.refresh_token]) t.notMatch(JSON.stringify(registered?.data), secret);
  });

  await t.test('the same key is the same agent, with the hardware that it has now', async (t) => {
    const { body: first } = await register(press);
    const gpus = [{ id: 'GPU-1', name: 'A40', index: 0, ram_total: 48 * gib }];
    const { status, body: second } = await register(press, { over: { cpu_cores: 8, gpus } });
    t.match([status, second.id], [201, first.id]);
    const types = (await store.readStream(`agent-${first.id}`)).map(({ type }) => type);
    t.same(types, ['AgentRegistered', 'AgentRegistered'], 'what was known already is not recorded again');
    await readSide.caughtUp();
    const shown = await ask('GET', `/agent/${first.id}/`, { as: ida });
    t.match(shown.body, { cpu_cores: 8, gpus: [{ id: 'GPU-1', name: 'A40', index: 0, ram_total: 48 * gib, task: null }] });
    t.not((await register(machine())).body.id, first.id, 'another key of the same name is another agent');
  });

  await t.test('the id of the farm may be spelled in capitals', async (t) => {
    const spelled = { id: farm.id.toUpperCase(), seed: farm.seed };
    t.match(await register(press, {}, { ...farm, ...spelled }), { status: 201, body: { id: (await register(press)).body.id } });
  });

  await t.test('a wrong seed and an unknown farm are told alike', async (t) => {
    const wrong = await register(machine(), {}, { ...farm, seed: 'guessed' });
    t.match(wrong, { status: 403, body: { detail: String } });
    t.same(codes(wrong.body), ['farm_seed_wrong']);
    const nowhere = await register(machine(), {}, { ...farm, id: '00000000-0000-4000-8000-000000000001' });
    t.same([nowhere.status, nowhere.body.detail], [403, wrong.body.detail]);
  });

  await t.test('the seed alone does not take the name of another agent', async (t) => {
    const before = await store.head();
    const thief = machine();
    const refused = [
      await register(press, { signer: thief }),
      await register(press, { over: { hostname: 'elsewhere' } }),
      await register(press, { over: { signature: 'AAAA' } }),
      await register(press, { over: { public_key: 'AAAA' } }),
      await register(press, { over: { public_key: press.publicKey.replace(/=+$/, '') } }),
    ];
    for (const { status, body } of refused) t.same([status, codes(body)], [403, ['forbidden']]);
    t.equal(await store.head(), before);
  });

  await t.test('a registration is good for five minutes', async (t) => {
    for (const at of [minutes(-6), minutes(6)])
      t.match(await register(press, { at }), { status: 403, body: { detail: /clock/, problems: [{ code: 'forbidden' }] } });
    for (const at of [minutes(-4), minutes(4)]) t.match(await register(press, { at }), { status: 201 });
  });

  await t.test('implausible hardware is refused, every field at once', async (t) => {
    const gpus = [0, 0].map((index) => ({ id: `GPU-${index}`, name: 'A40', index, ram_total: gib }));
    const { status, body } = await register(machine(' '), { over: { cpu_cores: 0, ram_total: 0, gpus } });
    t.equal(status, 400);
    t.match(body, { hostname: [String], cpu_cores: [String], ram_total: [String], gpus: [String] });
  });

  await t.test('values of wrong types are all named, and what is missing', async (t) => {
    const over = {
      cpu_cores: 'four',
      cpu_frequency: -1,
      gpus: [{ id: 'GPU-1', name: 'A40', index: 0.5 }],
      capabilities: ['flight'],
      farm_id: 'x',
    };
    const { status, body } = await register(machine(), { over });
    t.equal(status, 400);
    const { problems: _p, request_id: _r, ...fields } = body;
    t.same(Object.keys(fields).sort(), ['capabilities.0', 'cpu_cores', 'cpu_frequency', 'farm_id', 'gpus.0.index', 'gpus.0.ram_total']);
    const empty = await ask('POST', '/agent/', { body: {} });
    t.match(Object.keys(empty.body), ['farm_id', 'seed', 'hostname', 'public_key', 'issued_at', 'signature', 'cpu_cores', 'ram_total']);
    const undated = registration(farm, machine(), { over: { issued_at: 'now' } });
    t.match(await ask('POST', '/agent/', { body: undated }), { status: 400, body: { issued_at: [String] } });
  });
});
