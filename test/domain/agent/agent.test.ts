import { test } from 'tap';
import type { AgentEvent, AgentRegistered } from '../../../domain/agent/events.ts';
import { drainAgent } from '../../../domain/agent/drain.ts';
import { loseAgent } from '../../../domain/agent/lose.ts';
import { agentIdOf, registerAgent } from '../../../domain/agent/register.ts';
import { removeAgent } from '../../../domain/agent/remove.ts';
import { returnAgent } from '../../../domain/agent/return.ts';
import { agent } from '../../../domain/agent/state.ts';
import { at, given } from '../../support/given.ts';

const farmId = '00000000-0000-4000-8000-0000000000f1';
const id = agentIdOf(farmId, 'key');
const hardware: Omit<AgentRegistered, 'agentId'> = {
  farmId,
  hostname: 'press-1',
  cpuCores: 4,
  cpuFrequency: 0,
  ramTotal: 8e9,
  gpus: [],
  capabilities: ['host_commands'],
  publicKey: 'key',
  version: '1',
};
const registered: AgentEvent = { type: 'AgentRegistered', data: { agentId: id, ...hardware } };
const lost: AgentEvent = { type: 'AgentLost', data: { lastPing: null, liveClaims: [] } };
const draining: AgentEvent = { type: 'AgentDraining', data: {} };
const as = { id };

test('an agent registers; with the same hardware again nothing new, with other hardware it keeps its id', async () => {
  given(agent).when(registerAgent, hardware, undefined, as).then(registered);
  given(agent, registered).when(registerAgent, hardware, undefined, as).then();
  const more = { ...hardware, cpuCores: 8 };
  given(agent, registered)
    .when(registerAgent, more, undefined, as)
    .then({ type: 'AgentRegistered', data: { agentId: id, ...more } });
});

test('implausible hardware is refused, every field at once', async (t) => {
  const { verdict } = given(agent).when(registerAgent, { ...hardware, cpuCores: 0, ramTotal: 0, hostname: ' ' }, undefined, as);
  t.same(
    verdict.refusals.map((refusal) => refusal.field),
    ['hostname', 'cpu_cores', 'ram_total'],
  );
});

test('a silent agent is lost once, and is back with its next poll', async () => {
  given(agent, registered)
    .when(loseAgent, lost.data as never)
    .then(lost);
  given(agent, registered, lost)
    .when(loseAgent, lost.data as never)
    .then();
  given(agent, registered, at('2026-01-01T11:59:00Z', lost))
    .when(returnAgent, {})
    .then({ type: 'AgentReturned', data: { silentMs: 60_000 } });
  given(agent, registered).when(returnAgent, {}).then();
});

test('an agent that was draining when it was lost is draining when it returns', async (t) => {
  const back: AgentEvent = { type: 'AgentReturned', data: { silentMs: 1 } };
  t.equal(given(agent, registered, draining, lost, back).state.state, 'draining');
  t.equal(given(agent, registered, draining, lost, registered).state.state, 'draining', 'also when it registers again');
});

test('draining can be begun and ended, and is said once', async () => {
  given(agent, registered).when(drainAgent, { draining: true }).then(draining);
  given(agent, registered, draining).when(drainAgent, { draining: true }).then();
  given(agent, registered, draining).when(drainAgent, { draining: false }).then({ type: 'AgentUndrained', data: {} });
  given(agent).when(drainAgent, { draining: true }).thenRefused('not_found');
});

test('only an agent without live claims can be removed; it may register again', async () => {
  const removed: AgentEvent = { type: 'AgentRemoved', data: {} };
  given(agent, registered).when(removeAgent, {}, { liveClaims: 1 }).thenRefused('validation_failed');
  given(agent, registered).when(removeAgent, {}, { liveClaims: 0 }).then(removed);
  given(agent, registered, removed).when(removeAgent, {}, { liveClaims: 0 }).thenRefused('not_found');
  given(agent, registered, removed).when(registerAgent, hardware, undefined, as).then(registered);
});
