import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

export const agentCapabilities = ['containers', 'docker_socket', 'host_commands'] as const;

export const gpu = z.object({
  gpuId: z.string(),
  name: z.string(),
  index: z.int(),
  ramTotal: z.number().describe('Bytes'),
});

export const agentEvents = {
  AgentRegistered: z.object({
    agentId: z.uuid(),
    farmId: z.uuid(),
    hostname: z.string(),
    cpuCores: z.int(),
    cpuFrequency: z.number().describe('Hertz; 0 = unknown'),
    ramTotal: z.number().describe('Bytes'),
    gpus: z.array(gpu),
    capabilities: z.array(z.enum(agentCapabilities)),
    publicKey: z.string().describe('Ed25519, raw, base64'),
    version: z.string(),
  }),
  AgentDraining: z.object({}),
  AgentUndrained: z.object({}),
  AgentRemoved: z.object({}),
  AgentLost: z.object({
    lastPing: z.iso.datetime().nullable(),
    liveClaims: z.array(z.object({ taskId: z.uuid(), term: z.int() })),
  }),
  AgentReturned: z.object({ silentMs: z.int() }),
} as const;

export type AgentEvent = EventsOf<typeof agentEvents>;
export type AgentRegistered = z.infer<(typeof agentEvents)['AgentRegistered']>;
export type Gpu = z.infer<typeof gpu>;
