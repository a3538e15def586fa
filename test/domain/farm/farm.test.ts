import { test } from 'tap';
import { createFarm } from '../../../domain/farm/create.ts';
import type { FarmEvent } from '../../../domain/farm/events.ts';
import { renameFarm } from '../../../domain/farm/rename.ts';
import { rotateFarmSeed } from '../../../domain/farm/rotate-seed.ts';
import { farm } from '../../../domain/farm/state.ts';
import { asking, given } from '../../support/given.ts';

const created: FarmEvent = { type: 'FarmCreated', data: { farmId: asking().id, name: 'Basement' } };

test('a farm is created once', async () => {
  given(farm).when(createFarm, { name: ' Basement ' }, { taken: false }).then(created);
  given(farm, created).when(createFarm, { name: 'Attic' }, { taken: false }).then();
});

test('given a farm, when somebody else makes one in its stream, then the name is taken', async () => {
  const actor = { kind: 'user', id: '1' } as const;
  given(farm, created).when(createFarm, { name: 'Basement' }, { taken: false }, { actor }).thenRefused('name_taken');
});

test('a farm is not created under the name of another, and one that is there is not refused for its own', async () => {
  given(farm).when(createFarm, { name: 'Basement' }, { taken: true }).thenRefused('name_taken');
  given(farm, created).when(createFarm, { name: 'Basement' }, { taken: true }).then();
});

test('a farm is renamed, and its seed changes without a trace of it in the log', async () => {
  given(farm, created)
    .when(renameFarm, { name: 'Attic' })
    .then({ type: 'FarmRenamed', data: { name: 'Attic' } });
  given(farm, created).when(renameFarm, { name: 'Basement' }).then();
  given(farm, created).when(rotateFarmSeed, {}).then({ type: 'FarmSeedRotated', data: {} });
  given(farm).when(renameFarm, { name: 'Attic' }).thenRefused('not_found');
  given(farm).when(rotateFarmSeed, {}).thenRefused('not_found');
});
