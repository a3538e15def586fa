import { test } from 'tap';
import { toVerify } from '../../../interfaces/cli/projections/to-verify.ts';
import type { ProjectionView } from '../../../projections/engine/admin/views.ts';
import type { GenerationState } from '../../../projections/engine/lifecycle/states.ts';

const view = (name: string, building: GenerationState | null = null, live: GenerationState | null = 'live', version = 1) =>
  ({
    name,
    version,
    live: live && { state: live, version: 1 },
    building: building && { state: building, version },
  }) as unknown as ProjectionView;
const views = [view('tasks', 'caught_up'), view('farms', 'verified'), view('agents', 'building'), view('corpora')];

test('given read models of which some have caught up beside the live ones, when all are verified, then those are compared with them', (t) => {
  t.strictSame(toVerify(views, [], false), { built: ['tasks', 'farms'], live: ['agents', 'corpora'], others: [] });
  t.strictSame(toVerify(views, [], true), { built: [], live: ['tasks', 'farms', 'agents', 'corpora'], others: [] });
  t.end();
});

test('given tables of a newer version that have caught up, when all are verified, then they are not compared with those of the older, nor these with the log', (t) => {
  const upgrading = [view('tasks', 'caught_up', 'live', 2), view('farms')];
  t.strictSame(toVerify(upgrading, [], false), { built: [], live: ['farms'], others: ['tasks'] });
  t.end();
});

test('given read models by name, when they are verified, then what is being built is compared, whatever its state', (t) => {
  t.strictSame(toVerify(views, ['agents', 'corpora'], false), { built: ['agents'], live: ['corpora'], others: [] });
  t.strictSame(toVerify(views, ['agents'], true), { built: [], live: ['agents'], others: [] });
  t.end();
});

test('given an installation that never served, when it is verified, then there is nothing to compare', (t) => {
  const none = [view('tasks', null, null), view('farms', null, null)];
  t.throws(() => toVerify(none, [], false), /nothing to compare: no read model has tables yet/);
  t.throws(() => toVerify([...none, view('corpora')], ['farms'], false), /nothing to compare/);
  t.end();
});
