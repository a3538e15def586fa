import type { AgentEvent, AgentRegistered } from '../../domain/agent/events.ts';
import { farmId } from './processes.ts';
import { agentId } from './tasks.ts';

export const hardware: AgentRegistered = {
  agentId,
  farmId,
  hostname: 'press-1',
  cpuCores: 4,
  cpuFrequency: 3e9,
  ramTotal: 2 ** 33,
  gpus: [{ gpuId: 'GPU-1', name: 'A40', index: 0, ramTotal: 48 * 2 ** 30 }],
  capabilities: ['containers'],
  publicKey: 'key',
  version: '1',
};

export const registered = (over: Partial<AgentRegistered> = {}): AgentEvent => ({
  type: 'AgentRegistered',
  data: { ...hardware, ...over },
});
export const draining: AgentEvent = { type: 'AgentDraining', data: {} };
export const undrained: AgentEvent = { type: 'AgentUndrained', data: {} };
export const lost: AgentEvent = { type: 'AgentLost', data: { lastPing: null, liveClaims: [] } };
export const returned: AgentEvent = { type: 'AgentReturned', data: { silentMs: 1 } };
export const removed: AgentEvent = { type: 'AgentRemoved', data: {} };
