import { agent } from '../../domain/agent/state.ts';
import { streamOf } from '../../domain/kernel/decision.ts';
import { RecentStreams } from '../log/recent-streams.ts';
import { evolveAll } from '../pipeline/load.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { RemovedAgents } from '../ports/removed-agents.ts';

/** Answers from the agent's own stream, kept in memory and grown along with the log: a removal counts at once, and costs no query. */
export class StreamedAgents implements RemovedAgents {
  readonly #agents: RecentStreams;

  constructor(store: EventStore) {
    this.#agents = new RecentStreams(store);
  }

  async has(agentId: string): Promise<boolean> {
    const events = await this.#agents.read(streamOf(agent, agentId));
    return evolveAll(agent, agent.initial, events).state === 'removed';
  }
}
