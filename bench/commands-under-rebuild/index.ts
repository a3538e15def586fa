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

const perSecond = 200;
const turnSeconds = 0.5;
/** A log that is rebuilt before a turn is over shows nothing. */
const leastEvents = 12_000;
const lookMs = 100;

export const commandsUnderRebuild: Program = {
  name: 'commands-under-rebuild',
  title: `commands over HTTP at ${perSecond}/s while the list of tasks is rebuilt`,
  method: `
The server, the commands and their times as in *commands*, at ${perSecond} a second, on a log that holds 100,000 events of tasks already, in random
order. Turns of ${turnSeconds} s without and with a rebuild follow each other by twos (off, on, on, off …). The rebuild is
\`colophon projections rebuild tasks\` beside the serving server; a turn counts as under it only if it runs from the turn's first moment to its
last. *rebuild-share* is the share of the turns meant to be under a rebuild that were.`,
  figures: [
    { name: 'command-under-rebuild-p50', unit: 'ms', beside: 'without rebuild', target: null },
    { name: 'command-under-rebuild-p99', unit: 'ms', beside: 'without rebuild', target: { of: 'ratio', is: '<', bound: 2 } },
    { name: 'rebuild-share', unit: 'of 1', beside: null, target: null },
  ],
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const events = Math.max(leastEvents, workbench.sized(100_000));
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
    const turns = Math.min(30, Math.max(4, Math.floor((shots.length / turnShots) * workbench.scale)));
    await database.query('analyze');
    const [quiet, under]: [number[], number[]] = [[], []];
    let rebuilding: Rebuilding | null = null;
    let meant = 0;
    let were = 0;
    for (let n = 0; n < turns; n++) {
      const volley = shots.slice(n * turnShots, (n + 1) * turnShots);
      if (n % 4 === 0 || n % 4 === 3) {
        await rebuilding?.end();
        rebuilding = null;
        quiet.push(...(await turn(volley)));
        continue;
      }
      if (!rebuilding?.runs) rebuilding = await Rebuilding.begin(served, database);
      const ms = await turn(volley);
      meant++;
      if (!rebuilding.runs) continue;
      were++;
      under.push(...ms);
    }
    await rebuilding?.end();
    const beside = (p: number) => ({ value: percentile(under, p), beside: percentile(quiet, p) });
    return {
      'command-under-rebuild-p50': beside(0.5),
      'command-under-rebuild-p99': beside(0.99),
      'rebuild-share': { value: were / meant, beside: null },
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
