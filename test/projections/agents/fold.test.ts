import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { command, type AnyCommand } from '../../../application/pipeline/command.ts';
import { drainAgent } from '../../../domain/agent/drain.ts';
import type { AgentEvent } from '../../../domain/agent/events.ts';
import { loseAgent } from '../../../domain/agent/lose.ts';
import { registerAgent } from '../../../domain/agent/register.ts';
import { removeAgent } from '../../../domain/agent/remove.ts';
import { returnAgent } from '../../../domain/agent/return.ts';
import { agent } from '../../../domain/agent/state.ts';
import { agents, type AgentRow } from '../../../projections/agents/fold.ts';
import { draining, hardware, lost, registered, removed, returned, undrained } from '../../support/agents.ts';
import { inStream, rowsAfter, second } from '../../support/folding.ts';
import { asking } from '../../support/given.ts';
import { agentId } from '../../support/tasks.ts';

const rowAfter = (...events: readonly AgentEvent[]): AgentRow | undefined =>
  rowsAfter(agents, ...inStream(`agent-${agentId}`)(...events)).get(agentId);

test('an agent that registers is a row with its hardware', async () => {
  const { agentId: id, ...rest } = hardware;
  const life = { state: 'active', draining: false, created: second(0), updated: second(0), position: 1n, revision: 0 };
  assert.deepEqual(rowAfter(registered()), { id, ...rest, ...life });
});

test('it registers again with other hardware and stays where it was', async (t) => {
  const row = rowAfter(registered(), registered({ hostname: 'press-2', cpuCores: 8, gpus: [] }));
  t.match(row, {
    hostname: 'press-2',
    cpuCores: 8,
    gpus: { length: 0 },
    created: second(0),
    updated: second(1),
    position: 1n,
    revision: 1,
  });
});

test('it shows where it is in its life', async (t) => {
  const states: readonly (readonly [string, readonly AgentEvent[]])[] = [
    ['draining', [draining]],
    ['active', [draining, undrained]],
    ['lost', [lost]],
    ['active', [lost, returned]],
    ['active', [lost, registered()]],
    ['lost', [draining, lost]],
    ['draining', [draining, lost, returned]],
    ['draining', [draining, lost, registered()]],
    ['draining', [lost, draining, returned]],
  ];
  for (const [state, events] of states) t.equal(rowAfter(registered(), ...events)?.state, state, events.map(({ type }) => type).join(' '));
});

test('a removed agent leaves the table, and comes back new when it registers again', async (t) => {
  t.equal(rowAfter(registered(), draining, removed), undefined);
  t.match(rowAfter(registered(), draining, removed, registered()), { state: 'active', draining: false, created: second(3), position: 4n });
});

/** What can be asked of an agent, in any order: what is refused or nothing new appends nothing. */
const asked = fc.array(
  fc.constantFrom(
    command(registerAgent, agentId, hardware),
    command(registerAgent, agentId, { ...hardware, cpuCores: 8 }),
    command(drainAgent, agentId, { draining: true }),
    command(drainAgent, agentId, { draining: false }),
    command(loseAgent, agentId, { lastPing: null, liveClaims: [] }),
    command(returnAgent, agentId, {}),
    command(removeAgent, agentId, {}),
  ) as fc.Arbitrary<AnyCommand>,
  { maxLength: 12 },
);

test('whatever is asked of an agent, its row stands where its stream does', async () => {
  fc.assert(
    fc.property(asked, (commands) => {
      const history: AgentEvent[] = [];
      let life = agent.initial;
      for (const { decision, input } of commands) {
        const { events } = decision.decide(life, input, { liveClaims: 0 }, asking({ id: agentId }));
        history.push(...(events as AgentEvent[]));
        life = (events as AgentEvent[]).reduce((now, event) => agent.evolve(now, event, second(0)), life);
      }
      const row = rowAfter(...history);
      if (!row) return assert.ok(life.state === 'unknown' || life.state === 'removed', life.state);
      assert.deepEqual([row.state, row.draining], [life.state, life.draining]);
      if (row.state !== 'lost') assert.equal(row.draining, row.state === 'draining');
    }),
  );
});
