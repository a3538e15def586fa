import type { Clock } from '../ports/clock.ts';
import type { Presence } from '../ports/presence.ts';
import { ok, warning, type Check } from './check.ts';

/** Somebody is there who runs tasks. */
export const agentsCheck = (deps: { readonly presence: Presence; readonly clock: Clock; readonly agentTimeoutMs: number }): Check => ({
  name: 'agents',
  vital: false,
  async look() {
    const now = deps.clock.now().getTime();
    const said = await deps.presence.all();
    const live = said.filter(({ lastPing }) => now - lastPing.getTime() <= deps.agentTimeoutMs);
    if (live.length > 0) return ok(`${live.length} of ${said.length} agents are there.`);
    return warning(
      said.length === 0 ? 'No agent has ever been here: no task will run.' : `None of ${said.length} agents is there: no task runs.`,
      'Start an agent ("npm start" brings one, "npm run agent" is one by itself; "colophon farms create" gives its seed).',
    );
  },
});
