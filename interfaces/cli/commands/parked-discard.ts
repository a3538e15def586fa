import type { Command } from 'commander';
import { confirmed } from '../output/confirm.ts';
import { printJson, printLine } from '../output/print.ts';
import { jobText, oneParked, withParking } from '../parked/with-parking.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly reason: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `colophon parked discard <id>`: gives a parked job up; what waits behind it goes on. */
export const discardParkedCommand = (parked: Command): Command =>
  parked
    .command('discard <id>')
    .description('give a parked job up; those behind it go on')
    .requiredOption('--reason <text>', 'why; kept')
    .option('--yes', 'do not ask', false)
    .option('--dry-run', 'only say what would be discarded', false)
    .option('--json', 'print one JSON object {"id", "discarded"}', false)
    .action((id: string, { reason, yes, dryRun, json }: Options) =>
      withParking(async ({ parking, by }) => {
        if (reason.trim() === '') throw new Problem('--reason: say why; it is kept.');
        const job = await oneParked(parking, id);
        if (!dryRun) {
          await confirmed(`Discard ${jobText(job)}, parked for: ${job.reason}?`, yes);
          if (!(await parking.discard(job.id, reason.trim(), by))) throw new Problem(`${id} is not parked any more.`);
        }
        if (json) printJson({ id: job.id, discarded: !dryRun });
        else printLine(`${dryRun ? 'Would be discarded' : 'Discarded'}: ${jobText(job)}`);
      }),
    );
