import type { AgentEvent, Gpu } from '../../domain/agent/events.ts';
import { agent as aggregate, type AgentLife } from '../../domain/agent/state.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

export interface AgentRow {
  readonly id: string;
  readonly farmId: string;
  readonly hostname: string;
  readonly version: string;
  readonly state: 'active' | 'draining' | 'lost';
  /** Kept while it is lost: it returns as it was. */
  readonly draining: boolean;
  readonly cpuCores: number;
  /** Hertz; 0 = unknown. */
  readonly cpuFrequency: number;
  /** Bytes. */
  readonly ramTotal: number;
  readonly gpus: readonly Gpu[];
  readonly capabilities: readonly ('containers' | 'docker_socket' | 'host_commands')[];
  readonly publicKey: string;
  readonly created: Date;
  readonly updated: Date;
  readonly position: bigint;
  readonly revision: number;
}

const lifeOf = ({ state, draining }: Pick<AgentRow, 'state' | 'draining'>): AgentLife => ({ ...aggregate.initial, state, draining });

function registered(
  row: AgentRow | null,
  { data, time, position }: Recorded<AgentEvent & { type: 'AgentRegistered' }>,
): Omit<AgentRow, 'state' | 'draining' | 'updated' | 'revision'> {
  const { agentId: id, ...hardware } = data;
  return { id, ...hardware, created: row?.created ?? time, position: row?.position ?? position };
}

/** Agents that are known; a removed one leaves the table until it registers again. */
export const agents: Projection<AgentRow, AgentEvent> = {
  name: 'agents',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      farmId: 'uuid',
      hostname: 'text',
      version: 'text',
      state: 'text',
      draining: 'boolean',
      cpuCores: 'int',
      cpuFrequency: 'float',
      ramTotal: 'float',
      gpus: 'json',
      capabilities: 'text[]',
      publicKey: 'text',
      created: 'time',
      updated: 'time',
      position: 'bigint',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(farm_id)'],
  },
  takes: ['AgentRegistered', 'AgentDraining', 'AgentUndrained', 'AgentRemoved', 'AgentLost', 'AgentReturned'],
  keys: (recorded) => [streamId(recorded)],
  fold(row, recorded) {
    const { state, draining } = aggregate.evolve(row ? lifeOf(row) : aggregate.initial, recorded, recorded.time);
    const about = recorded.type === 'AgentRegistered' ? registered(row, recorded) : row;
    if (!about || state === 'removed' || state === 'unknown') return null;
    return { ...about, state, draining, updated: recorded.time, revision: recorded.revision };
  },
};
