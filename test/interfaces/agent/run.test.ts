import { randomUUID } from 'node:crypto';
import { test } from 'tap';
import { claimFolders, openServer, processGone, startAgent } from './support/agent-process.ts';

test('the tasks of an agent', async (t) => {
  const server = await openServer(t);
  const data = t.testdir();
  startAgent(t, server, data, { logInterval: 60 });

  t.test('a task runs to its end: log, artifacts and reports come in order', async (t) => {
    const { task } = server.give({
      command: 'echo hello; mkdir -p deep/er; echo content > deep/er/file.txt; : > empty.json; ln -s empty.json link',
    });
    const last = await server.reported(task, 'completed');

    t.match(last, { term: 1, exit_code: 0, duration_ms: Number, log_bytes: 6 });
    t.match(server.reports(task)[0], { state: 'running', container: /^host:\d+$/, term: 1 });
    t.equal(server.blob(`ponos-logs/${task}.log`), 'hello\n');
    t.equal(server.blob(`ponos-artifacts/${task}/deep/er/file.txt`), 'content\n');
    t.equal(server.blob(`ponos-artifacts/${task}/empty.json`), '');
    t.notOk(server.blobs.has(`ponos-artifacts/${task}/link`), 'links are no artifacts');
    const written = server.requests.filter(({ method, path }) => path.includes(task) && method !== 'GET');
    t.same(
      written.map(({ method, path, body }) => `${method} ${path.replace(task, 'T')} ${String(body.state ?? body.path ?? '')}`.trim()),
      [
        'PATCH /api/v1/task/T/from-agent/ running',
        'PUT /blobs/ponos-logs/T.log',
        'POST /api/v1/task/T/artifacts/ deep/er/file.txt',
        'PUT /blobs/ponos-artifacts/T/deep/er/file.txt',
        'POST /api/v1/task/T/artifacts/ empty.json',
        'PUT /blobs/ponos-artifacts/T/empty.json',
        'PATCH /api/v1/task/T/from-agent/ completed',
      ],
    );
    t.match(
      server.requests.find(({ body }) => body.path === 'deep/er/file.txt'),
      { body: { size: 8, content_type: 'text/plain' } },
    );
    t.equal(server.mostPolls, 1, 'one poll is open at a time');
  });

  t.test('a task that fails is reported with its exit code, and keeps its artifacts', async (t) => {
    const { task } = server.give({ command: 'echo oh no >&2; echo half > half.txt; exit 3' });

    t.match(await server.reported(task, 'failed'), { exit_code: 3, log_bytes: 6 });
    t.equal(server.blob(`ponos-artifacts/${task}/half.txt`), 'half\n');
    t.equal(server.blob(`ponos-logs/${task}.log`), 'oh no\n');
  });

  t.test('a task finds its work folder empty and what was made before it beside', async (t) => {
    const [parent, childless] = [randomUUID(), randomUUID()];

    const { task } = server.give({
      command: `ls -A . ; cat "$TASK_ELEMENTS"; cat "$PONOS_DATA/${parent}/sub/b.txt"; ls -A "$PONOS_DATA/${childless}"; test "$PONOS_DATA/current" -ef "$PONOS_DATA/$PONOS_TASK" -a "$PONOS_DATA/current" -ef . && echo linked`,
      parents: { [parent]: { 'elements.json': '[]\n', 'sub/b.txt': 'b\n' }, [childless]: {} },
      env: { TASK_ELEMENTS: `/data/${parent}/elements.json` },
    });

    await server.reported(task, 'completed');
    t.equal(server.blob(`ponos-logs/${task}.log`), '[]\nb\nlinked\n');
  });

  t.test("a task's environment has the server's address and nothing of the agent's settings", async (t) => {
    const { task } = server.give({
      command: 'env',
      env: { ARKINDEX_API_SCHEMA_URL: 'https://elsewhere/api/v1/openapi/?format=json', MODEL: 'large' },
    });

    await server.reported(task, 'completed');
    const lines = server.blob(`ponos-logs/${task}.log`)!.split('\n');
    const env = Object.fromEntries(lines.map((line) => line.split(/=(.*)/).slice(0, 2) as [string, string]));
    t.notOk(lines.some((line) => line.includes('COLOPHON') || line.includes('a seed of many words')));
    t.match(env, {
      ARKINDEX_API_URL: server.url,
      ARKINDEX_API_SCHEMA_URL: `${server.url}/api/v1/openapi/?format=json`,
      ARKINDEX_TASK_TOKEN: 'token',
      PONOS_TASK: task,
      MODEL: 'large',
      PATH: String,
    });
    t.match(env.PONOS_DATA, new RegExp(`claims/${task}.1$`));
  });

  t.test('what cannot run here ends in an error that says why', async (t) => {
    const nothing = server.give({ command: null });
    const image = server.give({ command: 'true', image: 'registry/reader:1' });

    t.match(await server.reported(nothing.task, 'error'), { cause: 'agent_error', detail: /no command/ });
    t.match(await server.reported(image.task, 'error'), { cause: 'agent_error', detail: /registry\/reader:1/ });
    await server.idle();
    t.same(claimFolders(data), []);
  });

  t.test('what a command leaves running ends with it', async (t) => {
    const { task } = server.give({ command: 'mkfifo gate; (read line < gate) & echo $!' });

    await server.reported(task, 'completed');
    const pid = Number(server.blob(`ponos-logs/${task}.log`));
    t.ok(pid > 0);
    await processGone(pid);
  });
});

test('a log is uploaded while it grows', async (t) => {
  const server = await openServer(t);
  startAgent(t, server, t.testdir());

  const { task } = server.give({ command: 'mkfifo gate; echo first; read line < gate' });

  t.equal(await server.until(() => server.blob(`ponos-logs/${task}.log`)), 'first\n');
  t.same(
    server.reports(task).map(({ state }) => state),
    ['running'],
  );
});
