import type { Command } from 'commander';
import { printJson, printLine } from '../output/print.ts';
import { allParked, jobText, oneParked, withParking } from '../parked/with-parking.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly key?: string;
  readonly reason?: string;
  readonly json: boolean;
}

/** `colophon parked replay`: tries a parked job anew, and what waits behind it after it. */
export const replayParkedCommand = (parked: Command): Command =>
  parked
    .command('replay [id]')
    .description('try a parked job anew, and after it those behind it; a mail whose outcome is unknown may go out a second time')
    .option('--key <key>', 'instead of an id: what is parked under this key')
    .option('--reason <text>', 'why; kept')
    .option('--json', 'print one JSON object {"replayed"}: the number of jobs', false)
    .action((id: string | undefined, { key, reason, json }: Options) =>
      withParking(async ({ parking, by }) => {
        if ((id === undefined) === (key === undefined)) throw new Problem('Give the id of a parked job, or --key.');
        const jobs = id === undefined ? await allParked(parking, { key }) : [await oneParked(parking, id)];
        if (jobs.length === 0) throw new Problem(`--key: nothing is parked under ${key}. "colophon parked list" shows what is.`);
        let replayed = 0;
        for (const job of jobs) {
          replayed += (await parking.replay(job.id, by, reason ?? null)) ?? 0;
          if (!json) printLine(`Replayed: ${jobText(job)}`);
        }
        if (json) printJson({ replayed });
      }),
    );
