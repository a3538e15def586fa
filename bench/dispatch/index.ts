import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import type { FigureSpec, Program, Run } from '../program.ts';
import { connected } from '../serving/connected.ts';
import { enrol } from '../serving/enrol.ts';
import { publishWorker, startProcess } from '../serving/process.ts';
import { makeProject, uploadImage } from '../serving/project.ts';
import { serve } from '../serving/serve.ts';
import { percentile } from '../statistics.ts';
import type { Workbench } from '../workbench.ts';
import { graphile } from './graphile.ts';
import { polledHands } from './hands.ts';

const samplesPerRun = 60;
/** Between samples, so that the server has nothing else to do. */
const pauseMs = 100;

const figure = (name: string, bound: number): FigureSpec => ({
  name,
  unit: 'ms',
  beside: 'graphile-worker',
  target: { of: 'value', is: '<', bound },
});

export const dispatch: Program = {
  name: 'dispatch',
  title: 'a task queued until the agent has the claim in hand, on an idle server',
  method: `
A process of one worker over one page is started over HTTP; its initialisation runs in the server, and then its task is queued. Time counts
from the moment that \`TaskQueued\` bears (whole milliseconds, rounded down, taken before the append) until the loop of the agent program,
which runs here on the same clock with its poll open, has read the answer with the claim. Then the claim is reported running and completed,
and after a pause comes the next; ${samplesPerRun} in a run. Beside it, after each: \`addJob\` of graphile-worker until its handler is called, on
another database of the same PostgreSQL.`,
  figures: [figure('dispatch-p50', 10), figure('dispatch-p95', 20)],
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const enqueue = await graphile(workbench);
  const served = await serve(workbench);
  const { api, address } = served;
  const database = await connected(workbench, address);
  const agent = await enrol(workbench, served);
  const hands = polledHands(workbench, agent);
  const { versionId } = await publishWorker(api);
  const { corpusId } = await makeProject(api, 'Bench', await uploadImage(api), 1);
  await database.query('analyze');

  const dispatched = async (): Promise<number> => {
    const next = hands.next();
    await startProcess(api, { corpusId, versionId, farmId: agent.farmId, chunks: 1, activities: true });
    const claim = await next;
    const queued = await queuedAt(database, claim.task);
    await agent.api.report(claim.task, claim.term, { state: 'running', container: 'bench' });
    await agent.api.report(claim.task, claim.term, { state: 'completed', exit_code: 0, duration_ms: 0 });
    hands.drop(claim);
    return claim.at - queued;
  };
  const measure = async (samples: number): Promise<{ readonly ours: readonly number[]; readonly theirs: readonly number[] }> => {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let sample = 0; sample < samples; sample++) {
      ours.push(await dispatched());
      await setTimeout(pauseMs);
      theirs.push(await enqueue());
      await setTimeout(pauseMs);
    }
    return { ours, theirs };
  };

  await measure(10);
  return async () => {
    const { ours, theirs } = await measure(samplesPerRun);
    return {
      'dispatch-p50': { value: percentile(ours, 0.5), beside: percentile(theirs, 0.5) },
      'dispatch-p95': { value: percentile(ours, 0.95), beside: percentile(theirs, 0.95) },
    };
  };
}

async function queuedAt(database: Client, task: string): Promise<number> {
  const text = `select time from log.events where stream = $1 and type = 'TaskQueued'`;
  const { rows } = await database.query<{ readonly time: Date }>(text, [`task-${task}`]);
  if (!rows[0]) throw new Error(`The task ${task} was never queued.`);
  return rows[0].time.getTime();
}
