import type { Command } from 'commander';
import type { KeptDecision } from '../../../application/ports/parked-jobs.ts';
import { printJson, printTable } from '../output/print.ts';
import { allParked, jobObject, withParking } from '../parked/with-parking.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly kind?: string;
  readonly key?: string;
  readonly decided: boolean;
  readonly json: boolean;
}

const decisionsShown = 1000;

/** `colophon parked list`: what nobody tries any more until somebody decides, or what was decided. */
export const listParkedCommand = (parked: Command): Command =>
  parked
    .command('list')
    .description('jobs that failed for good, with their reasons, the oldest first')
    .option('--kind <reactor>', 'only those of this reactor, e.g. mailer')
    .option('--key <key>', 'only those with this key')
    .option('--decided', 'instead: who replayed or discarded what, when and why, the newest first', false)
    .option('--json', 'print one JSON object per line', false)
    .action(({ kind: reactor, key, decided, json }: Options) =>
      withParking(async ({ parking }) => {
        if (reactor !== undefined && !parking.kinds.includes(reactor))
          throw new Problem(`--kind: nothing of the kind ${reactor} is ever parked. There are: ${parking.kinds.join(', ')}.`);
        if (decided) return printDecisions(await parking.decisions(decisionsShown), json);
        const jobs = await allParked(parking, { reactor, key });
        if (json) return jobs.forEach((job) => printJson(jobObject(job)));
        printTable(
          ['id', 'kind', 'key', 'parked', 'attempts', 'behind', 'reason'],
          jobs.map((job) => [job.id, job.reactor, job.key, job.parked.toISOString(), job.attempts, job.behind, job.reason]),
          'Nothing is parked.',
        );
      }),
    );

function printDecisions(decisions: readonly KeptDecision[], json: boolean): void {
  if (json) return decisions.forEach(({ reactor: kind, ...decision }) => printJson({ kind, ...decision }));
  printTable(
    ['time', 'decision', 'by', 'why', 'job', 'key', 'parked for'],
    decisions.map(({ time, decision, by, why, jobId, key, reason }) => [
      time.toISOString(),
      decision,
      `${by.kind} ${by.id}`,
      why ?? '',
      jobId,
      key,
      reason,
    ]),
    'Nothing was decided yet.',
  );
}
