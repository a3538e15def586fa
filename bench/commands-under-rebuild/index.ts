import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { claimCollector } from '../commands/claims.ts';
import { mix } from '../commands/mix.ts';
import { makeScene } from '../commands/scene.ts';
import { arrivals } from '../load/arrivals.ts';
import { loadGenerator } from '../load/load-generator.ts';
import type { Shot } from '../load/shot.ts';
import type { Program, Run } from '../program.ts';
import { connected } from '../serving/connected.ts';
import { enrol } from '../serving/enrol.ts';
import { publishWorker } from '../serving/process.ts';
import { uploadImage } from '../serving/project.ts';
import { serve } from '../serving/serve.ts';
import { percentile } from '../statistics.ts';
import { logOfTasks } from '../task-log/log-of-tasks.ts';
import type { Workbench } from '../workbench.ts';
import { Rebuilding } from './rebuilding.ts';

const perSecond = 100;
const turnSeconds = 0.5;
const leastEvents = 2_000;
/** A rebuild that is over before a turn is shows nothing: one of a smaller log is slowed down, to take four turns. */
const smallEvents = 20_000;
const lookMs = 100;
const warmTurns = 4;
const leastTurns = 4 * warmTurns;
/** So that some turns are left for after it. */
const underUntil = 0.75;

export const commandsUnderRebuild: Program = {
  name: 'commands-under-rebuild',
  title: `commands over HTTP at ${perSecond}/s while the list of tasks is rebuilt`,
  method: `
The server, the commands and their times as in *commands*, at ${perSecond} a second, on a log that holds 100,000 events of tasks already, in random
order. Half of the turns of ${turnSeconds} s without a rebuild come before it, half after it. The rebuild is
\`colophon projections rebuild tasks\` beside the serving server, one in each run, from its first page to its end: folding, writing, indexes,
catching up; a turn counts as under it only if it runs from the turn's first moment to its last. The first turns, and those right after the
rebuild, are not counted. At 200 a second, as in *commands*, two cores are used up without a rebuild: times are long with one and without.`,
  figures: [
    { name: 'command-under-rebuild-p50', unit: 'ms', beside: 'without rebuild', target: null },
    { name: 'command-under-rebuild-p99', unit: 'ms', beside: 'without rebuild', target: { of: 'ratio', is: '<', bound: 2 } },
    { name: 'turns-under-rebuild', unit: 'turns', beside: 'turns without', target: null },
  ],
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const events = Math.max(leastEvents, workbench.sized(100_000));
  const maxRate = events < smallEvents ? events / (4 * turnSeconds) : null;
  const address = await logOfTasks(workbench, events);
  const served = await serve(workbench, { COLOPHON_PROCESS_MAX_CHUNKS: '1000' }, address);
  const database = await connected(workbench, served.address);
  await caughtUp(database, events);
  const agent = await enrol(workbench, served, { cpus: 1_000, ram: 2 ** 50 });
  const claim = claimCollector(workbench, agent);
  const worker = await publishWorker(served.api);
  const imageId = await uploadImage(served.api);
  const fire = loadGenerator(workbench);
  const rate = Math.max(20, perSecond * workbench.scale);
  const turnShots = rate * turnSeconds;

  const turn = async (shots: readonly Shot[]): Promise<readonly number[]> => {
    const hits = await fire({ url: served.url, shots, at: arrivals(workbench.random, shots.length, rate) });
    return hits.map(({ ms }) => ms);
  };

  return async () => {
    const scene = await makeScene(served, agent, worker, imageId, claim);
    const shots = mix(scene, workbench.random);
    const turns = Math.max(leastTurns, Math.floor((shots.length / turnShots) * workbench.scale));
    await database.query('analyze');
    const quiet: number[] = [];
    let [quietTurns, underTurns, taken] = [0, 0, 0];
    const next = () => turn(shots.slice(taken * turnShots, ++taken * turnShots));
    const quietly = async (most: number): Promise<void> => {
      for (let n = 0; n < most && taken < turns; n++, quietTurns++) quiet.push(...(await next()));
    };
    const whileRebuilding = async (): Promise<readonly number[]> => {
      const under: number[] = [];
      while (underTurns === 0 && taken < turns * underUntil) {
        const rebuilding = await Rebuilding.begin(served, database, maxRate);
        for (let ms = await next(); rebuilding.runs && taken < turns * underUntil; ms = await next(), underTurns++) under.push(...ms);
        await rebuilding.end();
      }
      return under;
    };
    for (let n = 0; n < warmTurns; n++) await next(); // every connection plans its statements anew
    await quietly(Math.floor(turns / 4));
    const under = await whileRebuilding();
    for (let n = 0; n < warmTurns; n++) await next(); // what it left to do
    await quietly(underTurns - quietTurns);
    const beside = (p: number) => ({ value: percentile(under, p), beside: percentile(quiet, p) });
    return {
      'command-under-rebuild-p50': beside(0.5),
      'command-under-rebuild-p99': beside(0.99),
      'turns-under-rebuild': { value: underTurns, beside: quietTurns },
    };
  };
}

/** The list of tasks has all that the log held at the start. */
async function caughtUp(database: Client, events: number): Promise<void> {
  for (;;) {
    const { rows } = await database.query(
      `select from ops.generations g join ops.checkpoints c on c.name = g.projection || '_g' || g.generation
        where g.projection = 'tasks' and g.state = 'live' and c.position >= $1`,
      [events],
    );
    if (rows.length > 0) return;
    await setTimeout(lookMs);
  }
}
