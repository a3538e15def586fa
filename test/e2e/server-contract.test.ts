import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { settingsSchema, variableOf } from '../../infrastructure/settings.ts';
import { processIdentity } from '../../interfaces/agent/process-identity.ts';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { colophon, ended, startColophon } from './support/command.ts';
import { Orders } from './support/orders.ts';
import { activities, draft, finished, processOf, textsOf } from './support/processes.ts';
import { Server } from './support/server.ts';
import { configured, pageNames, project, publishTestWorker } from './support/workshop.ts';

test('a server from its first line to its last', async (t) => {
  const server = await Server.start(t);

  await t.test('what says that it listens serves, and says that it is alive and ready', async (t) => {
    for (const path of ['/livez', '/readyz']) t.match(await fetch(`${server.url}${path}`), { status: 200 }, path);
    t.equal((await fetch(`${server.url}/api/v1/openapi/?format=json`)).status, 200);
  });

  await t.test('users are made while it runs, each with a token that opens at once; an address only once', async (t) => {
    const create = (...options: string[]) => colophon(['users', 'create', ...options], server.environment);

    const made = await create('--email', 'ada@example.org', '--admin', '--json');

    t.match(made, { code: 0, err: '' });
    const said = JSON.parse(made.out) as { id: number; email: string; token: string };
    t.strictSame(Object.keys(said), ['id', 'email', 'token']);
    const user = await fetch(`${server.url}/api/v1/user/`, { headers: { Authorization: `Token ${said.token}` } });
    t.match(await user.json(), { id: said.id, email: 'ada@example.org', admin: true });
    t.match(await create('--email', 'Ada@Example.org'), { code: 1, out: '', err: /^--email: .*ada@example\.org.*\n$/i });
    t.match(await create('--email', 'nowhere'), { code: 1, out: '', err: /^--email: "nowhere" is no address.*\n$/ });
  });

  await t.test('another server on its port says what to do, and ends with 1', async (t) => {
    const { port } = new URL(server.url);
    const data = join(testFolder(t), 'data');
    const second = await colophon(['serve'], { COLOPHON_DATA: data, COLOPHON_PORT: port });
    t.match(second, { code: 1, err: new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is taken .*COLOPHON_PORT.*\\n$`) });
    t.notMatch(second.out, 'listening on');
    t.equal((await fetch(`${server.url}/readyz`)).status, 200, 'the first one goes on');
  });

  await t.test('asked to end in the middle of work it hands the work back, ends what it started, and takes it up again', async (t) => {
    const rest = await server.user('bea@example.org', '--admin');
    const worker = await publishTestWorker(rest);
    const orders = new Orders(t);
    const told = await configured(rest, worker, 'told', { orders: orders.folder });
    const pages = await project(rest, pageNames(4));
    const { id } = await draft(rest, pages.id, [{ worker, configuration: told }]);
    orders.beStubborn();
    orders.hold('written');
    await rest.post(`/process/${id}/start/`, { chunks: 2 });
    const token = rest.authorization!.replace('Token ', '');
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const following = startColophon(['process', 'follow', id, '--token', token, '--url', server.url], {});
      const end = ended(following);
      await Promise.race([once(following.stdout!, 'data'), end]);
      following.kill(signal);
      t.match(await end, { code, err: '' }, `it is followed until ${signal}`);
    }
    const pids = [...(await orders.held('written', 2)).map(({ pid }) => pid), await server.agent()];
    const asked = performance.now();

    const { code } = await server.term();

    t.ok(performance.now() - asked < 5000, 'within five seconds');
    t.equal(code, 0);
    t.strictSame(pids.map(processIdentity), [null, null, null], 'neither the workers nor the agent are left');

    orders.goOn('written');
    await server.restart();

    t.match(
      (await processOf(rest, id)).tasks.filter(({ chunk }) => chunk),
      [{ attempt: 1 }, { attempt: 1 }],
      'no attempt has failed',
    );
    t.match(await finished(rest, id), { state: 'completed', activity_errors: 0 });
    t.strictSame(
      (await activities(rest, id)).map(({ state }) => state),
      Array(4).fill('processed'),
    );
    for (const name of pageNames(4)) t.strictSame(await textsOf(rest, pages.page(name)), [`text of ${name}`]);
  });

  await t.test('a user made while it is down is known when it is back', async (t) => {
    t.equal((await server.term()).code, 0);
    const lines = readFileSync(join(server.environment.COLOPHON_DATA!, 'colophon.log'), 'utf8').trimEnd().split('\n');
    const life = lines.slice(lines.findLastIndex((line) => line.includes('"msg":"listening"')));
    t.match(JSON.parse(life[0] ?? '{}'), { version: /^\d/, role: 'all' }, 'the log tells what has started');
    t.strictSame(
      life.filter((line) => (JSON.parse(line) as { level: number }).level >= 40),
      [],
      'nothing is wrong with an end that was asked for',
    );
    const rest = await server.user('cid@example.org');
    await server.restart();
    t.match(await rest.get('/user/'), { email: 'cid@example.org', admin: false });
  });
});

test('given a folder without an installation, a command that looks at one says so, and makes none', async (t) => {
  const folder = join(testFolder(t), 'mistyped');
  const commands = [
    ['projections', 'list'],
    ['audit', 'key'],
    ['parked', 'list', '--json'],
    ['stream', 'follow'],
  ];
  const said = await Promise.all(commands.map((command) => colophon(command, { COLOPHON_DATA: folder })));
  for (const each of said)
    t.match(each, { code: 1, out: '', err: /^There is no installation in .*mistyped\. Name its folder with COLOPHON_DATA/ });
  t.notOk(existsSync(folder));
});

test('a data folder that cannot be used', async (t) => {
  const folder = testFolder(t);
  const file = join(folder, 'a file');
  writeFileSync(file, '');
  const refused = /^The data folder .* cannot be used: .*COLOPHON_DATA\.\n$/;
  const commands = [['serve'], ['users', 'create', '--email', 'ada@example.org'], ['demo', '--json']];
  const said = await Promise.all(commands.map((command) => colophon(command, { COLOPHON_DATA: join(file, 'data') })));
  for (const each of said) t.match(each, { code: 1, out: '', err: refused });
  t.match(await colophon(['serve'], { COLOPHON_DATA: file }), { code: 1, out: '', err: refused });

  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o555 });
  if (process.getuid?.() !== 0)
    t.match(await colophon(['serve'], { COLOPHON_DATA: join(closed, 'data') }), { code: 1, err: /cannot be used/ });
});

test('settings that are wrong are all named', async (t) => {
  const said = await colophon(['serve'], {
    COLOPHON_DATA: testFolder(t),
    COLOPHON_PORT: 'http',
    COLOPHON_PROT: '1',
    COLOPHON_AGENT_TIMEOUT: '-1',
  });
  t.match(said, { code: 1, out: '' });
  for (const name of ['COLOPHON_PORT', 'COLOPHON_PROT', 'COLOPHON_AGENT_TIMEOUT']) t.match(said.err, new RegExp(`^  ${name}: `, 'm'));
});

test('help lists every command and every setting', async (t) => {
  const { code, out } = await colophon(['--help'], {});
  t.equal(code, 0);
  for (const command of ['serve', 'demo', 'users create', 'process follow']) t.match(out, command);
  for (const name of Object.keys(settingsSchema.shape)) t.match(out, new RegExp(`\\b${variableOf(name)}\\b`));
  t.match(await colophon(['sereve'], {}), { code: 1, err: /unknown command 'sereve'/ });
});
