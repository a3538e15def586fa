import { arrivals } from '../load/arrivals.ts';
import { loadGenerator } from '../load/load-generator.ts';
import type { Hit, Shot } from '../load/shot.ts';
import type { FigureSpec, Program, Run } from '../program.ts';
import { connected } from '../serving/connected.ts';
import { enrol } from '../serving/enrol.ts';
import { publishWorker } from '../serving/process.ts';
import { uploadImage } from '../serving/project.ts';
import { serve } from '../serving/serve.ts';
import { percentile } from '../statistics.ts';
import type { Workbench } from '../workbench.ts';
import { claimCollector } from './claims.ts';
import { mix } from './mix.ts';
import { makeScene } from './scene.ts';
import { yardstick, yardstickShot } from './yardstick.ts';

const perSecond = 200;
const beside = 'koa and pg';

const figure = (name: string, bound: number): FigureSpec => ({
  name,
  unit: 'ms',
  beside,
  target: { of: 'value', is: '<', bound },
});

export const commands: Program = {
  name: 'commands',
  title: `commands over HTTP at ${perSecond}/s, a mix as in a running process`,
  method: `
A server of its own with all read models takes ${perSecond} commands a second, at random times (a Poisson process), sent by another process
that waits for no answer before it sends the next; a time counts from when the command was due to the last byte of its answer. Of 100
commands, 45 report activities (started, processed), 22 bring the ten lines of a page in bulk (ten elements and ten transcriptions), 22
the page’s text, 5 report tasks (running, completed), 5 rename an element or add a worker configuration; eight running tasks send them, an
agent with an open poll, and a person. Beside it, in turns of one second at the same rate: one row of about 300 bytes of JSON with one unique
key through koa and \`pg\`, in a process of its own on the same PostgreSQL. Both turns meet the same machine; what the read models have still
to do when a turn ends weighs on the yardstick. The first turn after the fixture is not counted: \`ANALYZE\` makes every connection plan its
statements anew.`,
  figures: [figure('command-p50', 8), figure('command-p99', 30)],
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const served = await serve(workbench, { COLOPHON_PROCESS_MAX_CHUNKS: '1000' });
  const database = await connected(workbench, served.address);
  const agent = await enrol(workbench, served, { cpus: 1_000, ram: 2 ** 50 });
  const claim = claimCollector(workbench, agent);
  const worker = await publishWorker(served.api);
  const imageId = await uploadImage(served.api);
  const plain = await yardstick(workbench, served.address);
  const fire = loadGenerator(workbench);

  const measure = async (): Promise<readonly (readonly [Hit[], Hit[]])[]> => {
    const shots = mix(await makeScene(served, agent, worker, imageId, claim), workbench.random);
    await database.query('analyze');
    const turns: (readonly [Hit[], Hit[]])[] = [];
    for (let from = 0; from < shots.length; from += perSecond) {
      const turn = shots.slice(from, from + perSecond);
      const sides = [
        { url: served.url, shots: turn },
        { url: plain, shots: turn.map((): Shot => yardstickShot(workbench.random)) },
      ];
      const hits: Hit[][] = [];
      const at = arrivals(workbench.random, turn.length, perSecond);
      for (const side of sides) hits.push([...(await fire({ ...side, at }))]);
      turns.push([hits[0] ?? [], hits[1] ?? []]);
    }
    return turns;
  };

  await measure();
  return async () => {
    const [, ...turns] = await measure();
    const [ours, plainly] = [0, 1].map((side) => turns.flatMap((turn) => turn[side as 0 | 1]).map(({ ms }) => ms)) as [number[], number[]];
    return {
      'command-p50': { value: percentile(ours, 0.5), beside: percentile(plainly, 0.5) },
      'command-p99': { value: percentile(ours, 0.99), beside: percentile(plainly, 0.99) },
    };
  };
}
