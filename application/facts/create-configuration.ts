import { createConfiguration } from '../../domain/worker/create-configuration.ts';
import { defaultValues } from '../../domain/worker/default-values.ts';
import { facts } from './facts.ts';

export const createConfigurationFacts = facts(createConfiguration, async (look, _state, _input, { id }) => {
  const newest = await look.workers.newestConfiguration(id);
  return { defaults: newest && defaultValues(newest) };
});
