import fc from 'fast-check';
import { test } from 'tap';
import { genesis, seal } from '../../../application/audit/bundle/line.ts';
import { signed } from '../../../application/audit/bundle/manifest.ts';
import { naturalId } from '../../../domain/kernel/ids.ts';
import * as p from '../../support/processes.ts';
import * as a from '../../support/tasks.ts';
import { aSigner, bundleBench, fileOf, refusal, verified } from './bundle-bench.ts';

type Line = Readonly<Record<string, unknown>>;
const parsed = (line: string | undefined): Line => JSON.parse(line ?? '') as Line;

test('a bundle holds what the log knows of a process, and nothing else', async (t) => {
  const { lines } = await bundleBench([
    refusal,
    { ...refusal, id: 2n, target: `task-${a.taskId}` },
    { ...refusal, id: 3n, target: 'farm-1' },
  ]);
  const all = (await lines()).map(parsed);
  const shown = all.map(({ kind, event, command }) => {
    const { stream, type } = (event ?? {}) as Record<string, string>;
    return event ? `${stream?.split('-')[0]} ${type}` : command ? `refused ${(command as { target: string }).target.split('-')[0]}` : kind;
  });
  t.same(shown, [
    'head',
    'process ProcessCreated',
    'process WorkerRunAdded',
    'process ProcessStarted',
    'process ProcessFinished',
    'task TaskCreated',
    'task TaskQueued',
    'task TaskClaimed',
    'task TaskStarted',
    'task TaskFailed',
    'activityqueue ActivityQueueSealed',
    'mail MailSuppressed',
    'refused process',
    'refused task',
    'manifest',
  ]);
  t.match(all[1]?.event, {
    id: String,
    revision: 0,
    position: '1',
    version: 1,
    metadata: { actor: { kind: 'system' } },
    data: { name: 'Zürich “½”' },
  });
});

test('many refused commands come whole, in their order', async (t) => {
  const many = Array.from({ length: 1203 }, (_, n) => ({ ...refusal, id: BigInt(n + 1), commandId: naturalId('command', n) }));
  const { lines } = await bundleBench(many);
  const kept = (await lines()).map(parsed).filter(({ kind }) => kind === 'refused_command');
  t.same(
    kept.map(({ command }) => (command as { commandId: string }).commandId),
    many.map(({ commandId }) => commandId),
  );
});

test('what came after the bundle was begun is not in it', async (t) => {
  const { bundles, happens } = await bundleBench();
  const lines = bundles.lines(p.processId);
  const head = parsed((await lines.next()).value as string);
  await happens(`process-${p.processId}`, p.retried());
  const rest = await Array.fromAsync(lines);
  t.notMatch(rest.join(''), /ProcessRetried/);
  t.equal(head['position'], '12');
});

test('it is told how far the streams of a bundle are read, of all from the first on', async (t) => {
  const { bundles } = await bundleBench();
  const told: (readonly [number, number])[] = [];
  await Array.fromAsync(bundles.lines(p.processId, (done, total) => void told.push([done, total])));
  const total = told[0]?.[1] ?? 0;
  t.ok(total > 1);
  t.same(
    told,
    Array.from({ length: total }, (_, index) => [index + 1, total]),
  );
});

test('a bundle as it was written is whole, by the enclosed key and by the right one', async (t) => {
  const { lines, signer } = await bundleBench();
  const file = fileOf(await lines());
  const whole = { damage: null, lines: 14, process: p.processId, time: '2026-01-01T12:00:00.000Z', key: /^SHA256:/ };
  t.match(await verified(file), whole);
  t.match(await verified(file, signer.publicKey, 7), whole);
  t.match(await verified(file, aSigner().publicKey), { damage: { line: 14, kind: 'other_key' } });
});

test('text that canonical JSON cannot say is bundled too', async (t) => {
  const { lines, happens } = await bundleBench();
  await happens(`process-${p.processId}`, { type: 'ProcessRenamed', data: { name: 'half a \ud83d' } });
  const all = await lines();
  t.match(await verified(fileOf(all)), { damage: null });
  t.ok(all.some((line) => line.includes('"data_json":"{\\"name\\":\\"half a \\\\ud83d\\"}"')));
});

test('a bundle that was tampered with tells where first', async (t) => {
  const { lines, signer } = await bundleBench();
  const good = await lines();
  const manifest = good.length;
  const damage = async (tampered: readonly string[]) => (await verified(fileOf(tampered))).damage;
  const without = (line: number) => good.toSpliced(line - 1, 1);
  const changed = (line: number) => good.with(line - 1, good[line - 1]!.replace(/"time":"2026/, '"time":"2025'));

  await t.test('a line altered', async (t) => {
    for (const line of [1, 2, 8, manifest - 1]) t.same(await damage(changed(line)), { line, kind: 'altered' }, `line ${line}`);
  });
  await t.test('a line altered, with a hash to fit', async (t) => {
    const { hash: _, ...content } = parsed(good[4]);
    const { text } = seal(5, { ...content, kind: 'event', event: 'another' }, String(content['previous']));
    t.same(await damage(good.with(4, text)), { line: 5, kind: 'altered' });
  });
  await t.test('a line altered, and all hashes after it to fit', async (t) => {
    t.same(await damage(resealed(good, 5, 'altered')), { line: 5, kind: 'altered' });
  });
  await t.test('a line removed, the first and the last too', async (t) => {
    for (const line of [1, 2, 8, manifest - 1]) t.same(await damage(without(line)), { line, kind: 'removed' }, `line ${line}`);
  });
  await t.test('lines added: doubled, of another bundle, empty, behind the end', async (t) => {
    t.same(await damage(good.toSpliced(3, 0, good[2]!)), { line: 4, kind: 'added' });
    const foreign = seal(4, { kind: 'event', event: 'made up' }, String(parsed(good[3])['previous'])).text;
    t.same(await damage(good.toSpliced(3, 0, foreign)), { line: 4, kind: 'added' });
    t.same(await damage(good.toSpliced(3, 0, '')), { line: 4, kind: 'added' });
    t.same(await damage(good.toSpliced(manifest - 1, 0, good[3]!)), { line: manifest, kind: 'added' });
    t.same(await damage([...good, good[3]!]), { line: manifest + 1, kind: 'added' });
    t.same(await damage([...good, '']), { line: manifest + 1, kind: 'added' });
  });
  await t.test('lines that changed places', async (t) => {
    t.match(await damage(good.with(4, good[5]!).with(5, good[4]!)), { line: 5 });
  });
  await t.test('the manifest altered, missing, or signed anew with another key', async (t) => {
    const { hash: _h, line: _l, previous, kind: _k, ...said } = parsed(good.at(-1));
    const rewritten = (content: object) => good.with(-1, seal(manifest, { kind: 'manifest', ...content }, String(previous)).text);
    t.same(await damage(rewritten({ ...said, time: '2020-01-01T00:00:00.000Z' })), { line: manifest, kind: 'manifest_altered' });
    t.same(await damage(rewritten({ ...said, hashes: [] })), { line: manifest, kind: 'manifest_altered' });
    t.same(await damage(good.slice(0, -1)), { line: manifest, kind: 'manifest_missing' });
    t.same(await damage([]), { line: 1, kind: 'no_bundle' }, 'an empty file');
    t.same(await damage(['id,name', '1,Ada']), { line: 1, kind: 'no_bundle' }, 'a file of something else');
    const { format: _f, public_key: _p, signature: _s, ...unsigned } = said as Parameters<typeof signed>[0] & Line;
    const again = rewritten(signed(unsigned, aSigner()));
    t.same(await damage(again), null, 'an enclosed key alone proves that the bundle is whole, not whose it is');
    t.match(await verified(fileOf(again), signer.publicKey), { damage: { line: manifest, kind: 'other_key' } });
  });
  await t.test('altered, and the manifest gone: the chain still tells', async (t) => {
    const open = (tampered: readonly string[]) => damage(tampered.slice(0, -1));
    t.same(await open(changed(6)), { line: 6, kind: 'altered' });
    t.same(await open(without(6)), { line: 6, kind: 'removed' });
    t.same(await open(good.toSpliced(6, 0, good[5]!)), { line: 7, kind: 'added' });
  });
});

/** The lines from one on sealed anew: what somebody without the key can do. */
function resealed(good: readonly string[], from: number, event: string): readonly string[] {
  let previous = String(parsed(good[from - 2])['hash'] ?? genesis);
  return good.map((text, index) => {
    if (index < from - 1 || index === good.length - 1) return text;
    const { hash: _h, line: _l, previous: _p, ...content } = parsed(text);
    const sealed = seal(index + 1, index === from - 1 ? { ...content, event } : content, previous);
    previous = sealed.hash;
    return sealed.text;
  });
}

test('any byte that differs is found, in its line', async () => {
  const { lines } = await bundleBench();
  const good = fileOf(await lines());
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const bad = Uint8Array.from(good);
      bad[at] = (bad[at]! + by) % 256;
      const line = good.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
      const { damage } = await verified(bad);
      return damage?.line === line;
    }),
    { numRuns: 500 },
  );
});
