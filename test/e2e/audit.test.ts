import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tap, { test } from 'tap';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { CommandHost } from './support/command-host.ts';
import { colophon, ended, startColophon } from './support/command.ts';
import { draft, finished, type Process } from './support/processes.ts';
import { Server } from './support/server.ts';
import { until } from './support/until.ts';
import { pageNames, project, publishTestWorker } from './support/workshop.ts';

type Line = Readonly<Record<string, unknown>>;
const linesOf = (out: string): readonly Line[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

const folder = testFolder(tap);
const server = await Server.start(tap);
const rest = await server.user('ada@example.org', '--admin');
const worker = await publishTestWorker(rest);
const pages = await project(rest, pageNames(2));
const { id } = await draft(rest, pages.id, [{ worker }]);
await rest.post(`/process/${id}/start/`, {});
const done: Process = await finished(rest, id);
const [task] = done.tasks;
const host = new CommandHost(tap);
const run = (...args: readonly string[]) => host.run(args, server.environment);
/** As a program of its own, to its end. */
const runAlone = (...args: readonly string[]) => colophon(args, server.environment);

test('the events of a stream are listed and shown, for people and for scripts', async (t) => {
  const listed = await runAlone('stream', 'events', `process-${id}`, '--json');
  const events = linesOf(listed.out);
  t.match(
    { code: listed.code, types: events.map(({ type }) => type) },
    { code: 0, types: ['ProcessCreated', 'WorkerRunAdded', 'ProcessStarted', 'ProcessFinished'] },
  );
  const table = await run('stream', 'events', `process-${id}`);
  t.match(table, { code: 0, out: /revision +position +time +type +actor\s+0 +\d+ +\S+Z +ProcessCreated +user 1/ });

  const [created] = events;
  for (const name of [created?.['event_id'], created?.['position']]) {
    t.match(await run('event', 'show', String(name)), { code: 0, out: /^ProcessCreated \(version 1\)\n[^]*"mode": "workers"/ });
    t.same(linesOf((await run('event', 'show', String(name), '--json')).out), [created]);
  }

  t.match(await run('stream', 'show', `task-${task?.id}`), { code: 0, out: /, revision \d+, [^]*"state": "completed"/ });
  t.match(linesOf((await run('stream', 'show', `task-${task?.id}`, '--json')).out), [
    { stream: `task-${task?.id}`, state: { state: 'completed' } },
  ]);
});

test('a stream is followed live until Ctrl-C', async (t) => {
  const child = startColophon(['stream', 'follow', `process-${id}`, '--after', '0', '--json'], server.environment);
  const end = ended(child);
  let out = '';
  child.stdout?.on('data', (part: Buffer) => (out += part.toString()));
  await until('what happened before is shown', () => out.includes('ProcessFinished'));
  await rest.patch(`/process/${id}/`, { name: 'Seen live' });
  await until('what happens now is shown', () => out.includes('Seen live'));
  child.kill('SIGINT');
  t.equal((await end).code, 130);
  t.equal(linesOf(out).length, 5);
});

test('a decision is traced, and a refused one is told by its code', async (t) => {
  const [, , started] = linesOf((await run('stream', 'events', `process-${id}`, '--json')).out);
  t.match(await run('trace', String(started?.['event_id'])), {
    code: 0,
    out: /^correlation [^]*user 1: command [^]*└─ ProcessStarted [^]*├─ system process-manager: [^]*TaskCreated[^]*TaskQueued/,
  });
  t.match(linesOf((await run('trace', String(started?.['event_id']), '--json')).out), [
    { root: { actor: { kind: 'user' }, events: [{ type: 'ProcessStarted', caused: [{ actor: { id: 'process-manager' } }, {}] }] } },
  ]);

  const refused = await rest.ask('PATCH', `/task/${task?.id}/`, { body: { state: 'pending' } });
  const request = refused.headers.get('x-request-id') ?? '';
  const told = await until('the refusal is kept', async () => {
    const traced = await run('trace', request);
    return traced.code === 0 && traced.out;
  });
  t.match(told, /user 1: RestartTask on task-\S+ \S+ at \S+ refused: task_completed/);
});

test('a process and a task are shown as they were', async (t) => {
  const events = linesOf((await run('stream', 'events', `process-${id}`, '--json')).out);
  const [created, , started] = events.map(({ position }) => String(position));
  t.match(await run('audit', 'at', id, created!), { code: 0, out: /: unscheduled, run 0\nIt had no tasks yet/ });
  t.match(linesOf((await run('audit', 'at', id, started!, '--json')).out), [{ process: { run: 1, state: 'unscheduled' }, tasks: [] }]);
  t.match(await run('audit', 'at', id, '2999-01-01T00:00:00Z'), { code: 0, out: /: completed, run 1\n[^]*initialisation +1 +completed/ });
  t.match(linesOf((await run('audit', 'at', task?.id ?? '', '2999-01-01T00:00:00Z', '--json')).out), [{ task: { state: 'completed' } }]);
  t.match(await runAlone('audit', 'at', id, '0'), { code: 1, err: /was not there at position 0: it was created at / });
});

test('a bundle is exported, verified without the installation, and refused when it was tampered with', async (t) => {
  const file = join(folder, 'bundle.jsonl');
  const exported = await runAlone('audit', 'export', id, '--to', file, '--json');
  const [told] = linesOf(exported.out);
  t.match(told, { process: id, file, key: /^SHA256:/ });
  t.match(await run('audit', 'export', id, '--to', file), { code: 1, err: /is there already: name another file, or give --yes/ });
  const before = readFileSync(file, 'utf8');
  t.same(linesOf((await run('audit', 'export', id, '--to', file, '--dry-run', '--json')).out), [{ process: id, file, replaces: true }]);
  t.equal(readFileSync(file, 'utf8'), before, 'a dry run replaces nothing');

  const offline = (...args: readonly string[]) => colophon(['audit', 'verify', ...args], {}, folder);
  t.match(await offline(file), { code: 0, out: /^The bundle is whole: \d+ lines [^]*not who signed it/ });
  const key = join(folder, 'key.pem');
  writeFileSync(key, (await run('audit', 'key')).out);
  t.match(await offline(file, '--key', key), { code: 0, out: /That is the key you named/ });
  t.match(linesOf((await offline(file, '--json')).out), [
    { whole: true, damage: null, process: id, lines: told?.['lines'], key: told?.['key'] },
  ]);

  const bad = join(folder, 'tampered.jsonl');
  writeFileSync(bad, readFileSync(file, 'utf8').replace('"name":"Seen live"', '"name":"Unseen"'));
  t.match(await offline(bad), { code: 1, out: /tampered\.jsonl is not as it was signed\. Line \d+ was altered\./ });
});

test('what is wrong is told in a sentence', async (t) => {
  const nothing = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['stream', 'show', 'nonsense'], /There is no stream nonsense\. .*the categories are .*\btask\b/],
    [['event', 'show', 'nonsense'], /nonsense is no id of an event: those are UUIDs/],
    [['event', 'show', nothing], /There is no event .*"colophon stream events <stream>" lists/],
    [['event', 'show', '999999'], /There is no event at position 999999: the log goes from 1 to \d+\./],
    [['stream', 'follow', 'nonsense'], /There is no stream nonsense\./],
    [['process', 'follow', 'nonsense', '--token', 'x'], /nonsense is no id of a process/],
    [['process', 'follow', nothing, '--token', 'x', '--url', server.url], /--token: the server knows no such token/],
    [['process', 'follow', nothing, '--token', 'x', '--url', '127.0.0.1'], /--url: 127\.0\.0\.1 is no address/],
    [['trace', nothing], /Nothing is known of .*X-Request-Id/],
    [['audit', 'at', id, 'yesterday'], /yesterday is no moment: give an instant with offset/],
    [['audit', 'at', id, '999999'], /The log has not come to position 999999 yet: its last event is at \d+/],
    [['audit', 'export', nothing, '--to', join(folder, 'x')], /There is no process/],
    [['audit', 'export', id, '--to', folder, '--yes'], /--to: .* is a folder\. Name a file in it/],
    [['audit', 'verify', join(folder, 'none')], /none cannot be read: .*audit export/],
  ];
  for (const [args, sentence] of cases) t.match(await run(...args), { code: 1, out: '', err: sentence }, args.join(' '));
});
