import { naturalId } from '../kernel/ids.ts';
import { accepted, unless, when } from '../kernel/refusal.ts';
import { agentEvents, type AgentRegistered } from './events.ts';
import { decision, type AgentLife } from './state.ts';

/** An agent is known by its farm and its key: registering again keeps the id and takes the new hardware. */
export const agentIdOf = (farmId: string, publicKey: string): string => naturalId(farmId, publicKey);

const message = (text: string) => ({ params: { message: text } });

/** Seed and signature were checked before (credentials are outside the log). The same hardware again: nothing new. */
export const registerAgent = decision({
  name: 'RegisterAgent',
  input: agentEvents.AgentRegistered.omit({ agentId: true }),
  decide(state, input, _facts, { id }) {
    const data: AgentRegistered = { agentId: id, ...input };
    if (knows(state, data)) return accepted();
    const indexes = new Set(input.gpus.map((gpu) => gpu.index));
    return when(
      [
        unless(input.hostname.trim() !== '', 'validation_failed', { field: 'hostname', ...message('Name the machine.') }),
        unless(input.cpuCores >= 1 && input.cpuCores <= 4096, 'validation_failed', {
          field: 'cpu_cores',
          ...message('A machine has 1 to 4096 cores.'),
        }),
        unless(input.ramTotal >= 1, 'validation_failed', { field: 'ram_total', ...message('Give the memory in bytes.') }),
        unless(indexes.size === input.gpus.length, 'validation_failed', { field: 'gpus', ...message('Two GPUs have one index.') }),
      ],
      () => [{ type: 'AgentRegistered', data }],
    );
  },
});

const knows = (state: AgentLife, data: AgentRegistered): boolean =>
  (state.state === 'active' || state.state === 'draining') && JSON.stringify(state.registered) === JSON.stringify(data);
