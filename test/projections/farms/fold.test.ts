import { strict as assert } from 'node:assert';
import { test } from 'tap';
import type { FarmEvent } from '../../../domain/farm/events.ts';
import { farms } from '../../../projections/farms/fold.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import { farmId } from '../../support/processes.ts';

const created: FarmEvent = { type: 'FarmCreated', data: { farmId, name: 'Mill' } };
const rowAfter = (...events: readonly FarmEvent[]) => rowsAfter(farms, ...inStream(`farm-${farmId}`)(...events)).get(farmId);

test('a farm is a row with its name, and follows when that changes', async () => {
  const row = { id: farmId, name: 'Mill', created: second(0), position: 1n, revision: 0 };
  assert.deepEqual(rowAfter(created), row);
  const attic: FarmEvent = { type: 'FarmRenamed', data: { name: 'Attic' } };
  assert.deepEqual(rowAfter(created, attic), { ...row, name: 'Attic', revision: 1 });
});

test('of a new seed the row keeps nothing but the revision', async () => {
  const { revision, ...row } = rowAfter(created, { type: 'FarmSeedRotated', data: {} })!;
  assert.deepEqual([revision, row], [1, { id: farmId, name: 'Mill', created: second(0), position: 1n }]);
});
