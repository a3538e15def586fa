import { z } from 'zod';
import { derivedId } from '../kernel/ids.ts';
import { canonicalJson, type JsonObject } from '../kernel/json.ts';
import { refusal, refused, unless, when } from '../kernel/refusal.ts';
import { nameOf } from '../kernel/texts.ts';
import { boundedConfiguration } from './bounded-configuration.ts';
import { contentHashOf } from './content-hash.ts';
import { decision } from './state.ts';

export interface CreateConfigurationFacts {
  /** Values that the newest version uses when nothing is configured; null: there is no version yet. */
  readonly defaults: JsonObject | null;
}

/** A configuration under a name; its content never changes. Its id is `derivedId(commandId, 0)`. */
export const createConfiguration = decision({
  name: 'CreateConfiguration',
  input: z.object({ name: nameOf(250), configuration: boundedConfiguration }),
  decide(state, { name, configuration }, { defaults }: CreateConfigurationFacts, { commandId }) {
    if (!state.about) return refused(refusal('not_found'));
    const contentHash = contentHashOf(configuration);
    const same = state.configurations.find((one) => one.contentHash === contentHash);
    return when(
      [
        unless(!state.archived, 'archived', { field: 'worker' }),
        unless(!state.configurations.some((one) => one.name === name), 'name_taken', { field: 'name', params: { name } }),
        unless(defaults === null || canonicalJson(defaults) !== canonicalJson(configuration), 'equals_defaults', {
          field: 'configuration',
        }),
        unless(same === undefined, 'configuration_exists', {
          field: 'configuration',
          params: { id: same?.configurationId, name: same?.name },
        }),
      ],
      () => [{ type: 'ConfigurationCreated', data: { configurationId: derivedId(commandId, 0), name, configuration, contentHash } }],
    );
  },
});
