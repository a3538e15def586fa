import fc from 'fast-check';
import { test } from 'tap';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { contentHashOf } from '../../../domain/worker/content-hash.ts';
import { createConfiguration } from '../../../domain/worker/create-configuration.ts';
import { defaultValues } from '../../../domain/worker/default-values.ts';
import type { WorkerEvent } from '../../../domain/worker/events.ts';
import { worker } from '../../../domain/worker/index.ts';
import { updateConfiguration } from '../../../domain/worker/update-configuration.ts';
import { asking, given } from '../../support/given.ts';

const { id, commandId } = asking();
const about = { workerId: id, slug: 'reader', name: 'Reader', typeSlug: 'recognizer', description: '', repositoryId: null, public: false };
const created: WorkerEvent = { type: 'WorkerCreated', data: about };
const archived: WorkerEvent = { type: 'WorkerArchived', data: {} };
const configurationId = derivedId(commandId, 0);
const fast = { threshold: 0.5, model: 'fast' };
const configured = (name: string, configuration: typeof fast): WorkerEvent => ({
  type: 'ConfigurationCreated',
  data: { configurationId, name, configuration, contentHash: contentHashOf(configuration) },
});
const none = { defaults: null };

test('a configuration has a name and a content of its own', async () => {
  given(worker, created).when(createConfiguration, { name: 'Fast', configuration: fast }, none).then(configured('Fast', fast));
});

test('everything that is taken is said at once, whatever the order of the keys', async (t) => {
  const turned = { model: 'fast', threshold: 0.5 };
  const { verdict } = given(worker, created, configured('Fast', fast), archived).when(
    createConfiguration,
    { name: 'Fast', configuration: turned },
    { defaults: fast },
  );
  t.same(
    verdict.refusals.map(({ code }) => code),
    ['archived', 'name_taken', 'equals_defaults', 'configuration_exists'],
  );
});

test('a worker that does not exist takes no configuration', async () => {
  given(worker).when(createConfiguration, { name: 'Fast', configuration: fast }, none).thenRefused('not_found');
});

test('a configuration above 100 KiB, or one that is no object, is no input', async (t) => {
  const accepted = (configuration: unknown) => createConfiguration.input.safeParse({ name: 'Fast', configuration }).success;
  t.ok(accepted({}));
  t.notOk(accepted([1]));
  t.notOk(accepted({ text: 'x'.repeat(100 * 1024) }));
});

test('a configuration is renamed and archived, its content stays', async () => {
  given(worker, created, configured('Fast', fast))
    .when(updateConfiguration, { configurationId, name: 'Quick', archived: true, instanceAdmin: false })
    .then(
      { type: 'ConfigurationRenamed', data: { configurationId, name: 'Quick' } },
      { type: 'ConfigurationArchived', data: { configurationId } },
    );
  given(worker, created, configured('Fast', fast))
    .when(updateConfiguration, { configurationId, name: 'Fast', archived: false, instanceAdmin: false })
    .then();
});

test('only an instance admin takes it out of the archive', async () => {
  const past = [created, configured('Fast', fast), { type: 'ConfigurationArchived', data: { configurationId } }] as const;
  given(worker, ...past)
    .when(updateConfiguration, { configurationId, archived: false, instanceAdmin: false })
    .thenRefused('forbidden');
  given(worker, ...past)
    .when(updateConfiguration, { configurationId, archived: false, instanceAdmin: true })
    .then({ type: 'ConfigurationUnarchived', data: { configurationId } });
});

test('a name belongs to one configuration', async () => {
  const other: WorkerEvent = {
    type: 'ConfigurationCreated',
    data: { configurationId: derivedId(commandId, 1), name: 'Slow', configuration: {}, contentHash: contentHashOf({}) },
  };
  given(worker, created, configured('Fast', fast), other)
    .when(updateConfiguration, { configurationId, name: 'Slow', instanceAdmin: true })
    .thenRefused('name_taken');
  given(worker, created, other).when(updateConfiguration, { configurationId, name: 'Fast', instanceAdmin: true }).thenRefused('not_found');
});

test('whatever is asked, names and contents stay unique in a worker', async () => {
  const names = fc.constantFrom('Fast', 'Slow', 'Good');
  const ids = fc.nat(8).map((n) => derivedId(commandId, `${n}`));
  const step = fc.oneof(
    fc
      .record({ name: names, configuration: fc.record({ threshold: fc.nat(3) }) })
      .map((input) => ({ decision: createConfiguration, input })),
    fc
      .record({ configurationId: ids, name: names, archived: fc.boolean(), instanceAdmin: fc.boolean() })
      .map((input) => ({ decision: updateConfiguration, input })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let state = worker.evolve(worker.initial, created, new Date(0));
      steps.forEach(({ decision, input }, index) => {
        const facts = { defaults: { threshold: 0 } };
        const { events } = decision.decide(
          state,
          decision.input.parse(input) as never,
          facts as never,
          asking({ commandId: derivedId(commandId, index) }),
        );
        state = events.reduce((now, event) => worker.evolve(now, event, new Date(0)), state);
      });
      const unique = (key: 'name' | 'contentHash') =>
        new Set(state.configurations.map((one) => one[key])).size === state.configurations.length;
      return unique('name') && unique('contentHash');
    }),
  );
});

test('the default values of a version are those that its fields declare', async (t) => {
  const field = { title: 'Threshold', type: 'float', required: false };
  t.same(
    defaultValues({ user_configuration: { threshold: { ...field, default: 0.5 }, name: field, empty: { ...field, default: null } } }),
    {
      threshold: 0.5,
      empty: null,
    },
  );
  t.same(defaultValues({}), {});
  t.same(defaultValues({ user_configuration: null }), {});
});
