import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import type { AnyCommand } from '../../../application/pipeline/command.ts';
import type { Matching, MatchingElement } from '../../../application/ports/look/elements.ts';
import type { Look } from '../../../application/ports/look/look.ts';
import { ReadSideBehind } from '../../../application/ports/read-side.ts';
import { Initialisation } from '../../../application/steps/initialisation.ts';
import type { StepRun } from '../../../application/steps/step.ts';
import { naturalId } from '../../../domain/kernel/ids.ts';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { happensIn } from '../../support/happens.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import * as p from '../../support/processes.ts';
import { taskOf } from '../../support/tasks.ts';

const element = (n: number): MatchingElement => ({
  id: naturalId('element', n),
  type: n % 2 === 0 ? 'page' : 'letter',
  position: BigInt(n + 1),
  place: 0,
});

interface Given {
  readonly elements: number;
  readonly chunks: number;
  readonly workerActivity?: boolean;
  /** How often the read models are asked before they have caught up. */
  readonly behind?: number;
  readonly signal?: AbortSignal;
}

/** Runs the step on a process of `reader ─► corrector` whose project has so many elements; what it did, in order. */
async function initialised({ elements, chunks, workerActivity = true, behind = 0, signal = new AbortController().signal }: Given) {
  const store = new MemoryEventStore();
  const setup = { ...p.setup, elementId: p.fast, nameContains: 'folio', loadChildren: true };
  await happensIn(store, new ManualClock())(
    `process-${p.processId}`,
    p.created({ setup }),
    p.added(p.reader),
    p.added(p.corrector),
    p.started({ chunks, workerActivity }),
  );
  const did: string[] = [];
  const asked: Matching[] = [];
  const commands: { readonly command: AnyCommand; readonly name: string }[] = [];
  const files = new Map<string, readonly { readonly id: string; readonly type: string }[]>();
  let left = behind;
  const all = Array.from({ length: elements }, (_, n) => element(n));
  const look = {
    caughtUp: async () => {
      if (left-- > 0) throw new ReadSideBehind(2n, 1n);
      did.push('caught up');
    },
    elements: {
      matchingPage: async (matching: Matching, after: { readonly position: bigint } | null, limit: number) => {
        did.push(`lists after ${after?.position ?? 0n}`);
        asked.push(matching);
        return all.filter(({ position }) => position > (after?.position ?? 0n)).slice(0, limit);
      },
    },
  } as unknown as Look;
  const log: string[] = [];
  const run: StepRun = {
    task: taskOf({ processId: p.processId, kind: 'step', step: 'initialisation' }),
    term: 1,
    signal,
    log: (line) => void log.push(line),
    send: async (command, name) => {
      did.push(command.decision.name);
      commands.push({ command, name });
      return { refusals: [], events: [], position: 0n };
    },
    artifact: async (path, content) => {
      did.push(path);
      files.set(path, JSON.parse(content.toString()));
    },
  };
  const ended = await new Initialisation(store, look).run(run).then(
    () => null,
    (error: Error) => error,
  );
  return { ended, did, asked, commands, files, log };
}

test('element i goes to chunk i mod n + 1, with its type', async () => {
  const { ended, files, did } = await initialised({ elements: 5, chunks: 2 });
  assert.equal(ended, null);
  const listed = (...numbers: readonly number[]) => numbers.map(element).map(({ id, type }) => ({ id, type }));
  assert.deepEqual(Object.fromEntries(files), { 'elements_chunk_1.json': listed(0, 2, 4), 'elements_chunk_2.json': listed(1, 3) });
  assert.deepEqual(did.slice(0, 2), ['caught up', 'lists after 0'], 'only after everything that the log holds');
  assert.deepEqual([...(await initialised({ elements: 3, chunks: 1 })).files.keys()], ['elements.json']);
});

test('what is listed is what the process is configured for', async () => {
  const { asked } = await initialised({ elements: 1, chunks: 1 });
  assert.deepEqual(asked[0], { corpusId: p.corpusId, elementId: p.fast, elementTypeId: null, nameContains: 'folio', loadChildren: true });
});

test('every element is in one chunk, the chunks are even, and none is empty', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 }), async (elements, wanted) => {
      const chunks = Math.min(wanted, elements);
      const lists = [...(await initialised({ elements, chunks })).files.values()];
      const sizes = lists.map((list) => list.length);
      assert.equal(lists.length, chunks);
      assert.equal(new Set(lists.flat().map(({ id }) => id)).size, elements);
      assert.equal(lists.flat().length, elements);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1 && Math.min(...sizes) > 0);
    }),
    { numRuns: 40 },
  );
});

test('the activities of all worker runs are queued in parts of a thousand, then the queue is sealed, all before the end', async () => {
  const { did, commands } = await initialised({ elements: 2500, chunks: 2 });
  assert.deepEqual(did.slice(1, 4), ['lists after 0', 'lists after 1000', 'lists after 2000']);
  assert.deepEqual(did.slice(-4), ['QueueActivities', 'QueueActivities', 'QueueActivities', 'SealActivityQueue']);
  const inputs = commands.map(
    ({ command }) => command.input as { part?: number; elementIds?: readonly string[]; keys?: readonly { workerRunId: string }[] },
  );
  assert.deepEqual(
    inputs.slice(0, 3).map(({ part, elementIds }) => [part, elementIds?.length]),
    [
      [0, 1000],
      [1, 1000],
      [2, 500],
    ],
  );
  assert.deepEqual(
    inputs.slice(0, 3).flatMap(({ elementIds = [] }) => elementIds),
    Array.from({ length: 2500 }, (_, n) => element(n).id),
  );
  assert.deepEqual(
    inputs[0]?.keys?.map(({ workerRunId }) => workerRunId),
    [p.reader.workerRunId, p.corrector.workerRunId],
  );
  assert.deepEqual(inputs[3], { processId: p.processId, run: 1, parts: 3, elements: 2500 });
  assert.equal(new Set(commands.map(({ name }) => name)).size, 4);
  assert.ok(commands.every(({ command }) => command.id === `${p.processId}-1`));
});

test('made again, the step sends the same commands under the same names', async () => {
  const names = async () => (await initialised({ elements: 1500, chunks: 2 })).commands;
  assert.deepEqual(await names(), await names());
});

test('a process without activities queues none', async () => {
  const { commands, files } = await initialised({ elements: 3, chunks: 1, workerActivity: false });
  assert.deepEqual([commands, files.size], [[], 1]);
});

test('fewer elements than chunks end it, in words, before anything is written', async () => {
  const { ended, files, commands } = await initialised({ elements: 2, chunks: 3 });
  assert.equal(ended?.message, 'Only 2 elements left for 3 chunks.');
  assert.deepEqual([files.size, commands], [0, []]);
  assert.equal((await initialised({ elements: 0, chunks: 1 })).ended?.message, 'Only 0 elements left for 1 chunks.');
});

test('read models that are behind are waited for', async () => {
  const { ended, did } = await initialised({ elements: 1, chunks: 1, behind: 3 });
  assert.deepEqual([ended, did[0]], [null, 'caught up']);
});

test('it ends when it is told to', async () => {
  const { ended, did } = await initialised({ elements: 3, chunks: 1, signal: AbortSignal.abort(new Error('stopped')) });
  assert.deepEqual([ended?.message, did], ['stopped', []]);
});
