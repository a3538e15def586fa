import { test } from 'tap';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { changesChildren } from '../../../projections/elements/children-on.ts';
import { unshown } from '../../../projections/engine/unshown.ts';
import { newEvents, newStream } from '../../contract/event-store/events.ts';
import * as a from '../../support/elements.ts';
import { inStream, recordedFrom } from '../../support/folding.ts';

const touches = (event: { readonly type: string; readonly data: object }): boolean =>
  recordedFrom(inStream('any')(event)).every((recorded) => changesChildren(a.pageId, recorded));
const created = (parentId: string | null) => {
  const about = { corpusId: a.corpusId, part: 1, parts: 1, workerRunId: null, creatorId: 7 };
  return { type: 'ElementsCreated', data: { ...about, elements: [a.line(1, { parentId: a.otherId }), a.line(2, { parentId })] } };
};
const updated = (changes: object) => ({ type: 'ElementUpdated', data: { elementId: a.otherId, ...changes } });

test('children that a page gets, and whatever places, types or images change, matter to what lies on it', async (t) => {
  for (const event of [created(a.pageId), updated({ polygon: null }), updated({ imageId: null }), updated({ typeId: a.pageTypeId })])
    t.equal(touches(event), true, JSON.stringify(event).slice(0, 80));
});

test('children of others, names and other things do not', async (t) => {
  for (const event of [created(a.otherId), created(null), updated({ name: 'Recto' }), { type: 'CorpusUpdated', data: {} }])
    t.equal(touches(event), false, JSON.stringify(event).slice(0, 80));
});

test('what tables may not show yet is told whole, or not at all', async (t) => {
  const store = new MemoryEventStore();
  await store.append(newStream(), 'no_stream', newEvents(3));
  const at = (applied: bigint) => ({ applied: () => applied });
  t.same(await unshown(at(3n), store), []);
  t.same(
    (await unshown(at(1n), store))?.map(({ position }) => position),
    [2n, 3n],
  );
  for (let n = 0; n < 3; n++) await store.append(newStream(), 'no_stream', newEvents(200));
  t.equal(await unshown(at(1n), store), null);
});
