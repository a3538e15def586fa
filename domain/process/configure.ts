import { z } from 'zod';
import { boundedText } from '../kernel/texts.ts';
import { unless, when } from '../kernel/refusal.ts';
import type { ProcessEvent } from './events.ts';
import { processName } from './fields.ts';
import { filterRefusals, type FilterFacts } from './filters.ts';
import { decision, type ProcessAbout } from './state.ts';
import { isUnknown, unknownProcess } from './unknown.ts';

const input = z.object({
  name: processName.nullable().exactOptional(),
  elementId: z.uuid().nullable().exactOptional(),
  elementType: z.string().nullable().exactOptional().describe('Slug'),
  mlClassId: z.uuid().nullable().exactOptional(),
  nameContains: boundedText.nullable().exactOptional(),
  loadChildren: z.boolean().exactOptional(),
  useCache: z.boolean().exactOptional(),
  useGpu: z.boolean().exactOptional(),
});
type Asked = z.infer<typeof input>;

/** An event for the name and one for the rest, each only where something differs from what is. */
function changes(about: ProcessAbout, asked: Asked, facts: FilterFacts): ProcessEvent[] {
  const { name = about.name, useCache = about.useCache, useGpu = about.useGpu } = asked;
  const { elementId = about.setup.elementId, nameContains = about.setup.nameContains, loadChildren = about.setup.loadChildren } = asked;
  const elementTypeId = asked.elementType === undefined ? about.setup.elementTypeId : facts.elementTypeId;
  const setup = { ...about.setup, elementId, elementTypeId, nameContains, loadChildren };
  const configured = {
    ...(JSON.stringify(setup) === JSON.stringify(about.setup) ? {} : { setup }),
    ...(useCache === about.useCache ? {} : { useCache }),
    ...(useGpu === about.useGpu ? {} : { useGpu }),
  };
  return [
    ...(name === about.name ? [] : [{ type: 'ProcessRenamed', data: { name } } as const]),
    ...(Object.keys(configured).length > 0 ? [{ type: 'ProcessConfigured', data: configured } as const] : []),
  ];
}

/** Absent fields stay as they are. A process is renamed at any time, configured only before its start. */
export const configureProcess = decision({
  name: 'ConfigureProcess',
  input,
  decide(state, { name, ...rest }, facts: FilterFacts) {
    const { about } = state;
    if (isUnknown(state) || !about) return unknownProcess;
    const asked = name === undefined ? rest : { ...rest, name };
    return when([unless(state.life === 'draft' || Object.keys(rest).length === 0, 'process_started'), ...filterRefusals(rest, facts)], () =>
      changes(about, asked, facts),
    );
  },
});
