import type { Enrolled } from '../serving/enrol.ts';
import type { Workbench } from '../workbench.ts';

export interface Claimed {
  readonly task: string;
  readonly term: number;
}

const wait = 25;

/**
 * An agent that takes whatever it is given and runs none of it. It keeps a poll open until the end, as agents do, so its claims live;
 * it says that its machine is idle, so the dispatcher fills it up.
 */
export function claimCollector(workbench: Workbench, { api }: Enrolled): (count: number) => Promise<readonly Claimed[]> {
  const ending = new AbortController();
  const known = new Map<string, Claimed>();
  const fresh: Claimed[] = [];
  let arrived = Promise.withResolvers<void>();
  const polling = poll().catch((error: unknown) => {
    if (!ending.signal.aborted) arrived.reject(error);
  });
  workbench.onEnd(() => (ending.abort(), polling));

  async function poll(): Promise<void> {
    while (!ending.signal.aborted) {
      const tasks = [...known.keys()].map((key) => `${key}.running`);
      const { actions } = await api.actions({ cpuLoad: 0, ramLoad: 0, wait, tasks }, ending.signal);
      for (const { action, task_id: task, term } of actions) {
        const key = `${task}.${term}`;
        if (action === 'start' && !known.has(key)) fresh.push({ task, term });
        if (action === 'start') known.set(key, { task, term });
        else known.delete(key);
      }
      arrived.resolve();
    }
  }

  return async (count) => {
    while (fresh.length < count) {
      await arrived.promise;
      arrived = Promise.withResolvers();
    }
    return fresh.splice(0, count);
  };
}
