import { Logger, run } from 'graphile-worker';
import { databaseUrl } from '../database-url.ts';
import type { Workbench } from '../workbench.ts';

/** graphile-worker in this process; answers what adds a job and gives the milliseconds until its handler had it. */
export async function graphile(workbench: Workbench): Promise<() => Promise<number>> {
  let handled = Promise.withResolvers<number>();
  const runner = await run({
    connectionString: databaseUrl(await workbench.database()),
    concurrency: 1,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    taskList: { measure: async () => handled.resolve(performance.now()) },
  });
  workbench.onEnd(() => runner.stop());
  return async () => {
    handled = Promise.withResolvers();
    const added = performance.now();
    await runner.addJob('measure', {});
    return (await handled.promise) - added;
  };
}
