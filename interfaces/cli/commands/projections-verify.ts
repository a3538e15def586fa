import type { Command } from 'commander';
import { withKeepers } from '../../../infrastructure/container/keepers.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import type { Program } from '../../../infrastructure/container/program.ts';
import { differencesFromRebuild } from '../../../projections/engine/compare.ts';
import type { Difference } from '../../../projections/engine/verify/differences.ts';
import { allProjections } from '../../../projections/index.ts';
import { printJson, printLine } from '../output/print.ts';
import { progressBar } from '../output/progress.ts';
import { BrokenOff } from '../problem.ts';
import { verified } from '../projections/rebuild.ts';
import { verificationText } from '../projections/texts.ts';
import { toVerify } from '../projections/to-verify.ts';
import { namesOf, withProjections } from '../projections/with-projections.ts';
import { untilSignal } from '../until-signal.ts';

interface Options {
  readonly full: boolean;
  readonly log: boolean;
  readonly json: boolean;
}

/**
 * `colophon projections verify [name…]`: what was built beside the live tables against these; without anything built (or with `--log`) the
 * live tables against the log itself, while their projectors wait.
 */
export const verifyProjections = (projections: Command): Command =>
  projections
    .command('verify [name...]')
    .description('compare what was built with what is live, and all else that is live with the log; exit code 0 when all are equal')
    .option('--full', 'compare every row of what was built, not checksums alone', false)
    .option('--log', 'compare what is live with the log, also where something is built', false)
    .option('--json', 'print one JSON object {"equal", "projections", "differences", "otherVersion"}', false)
    .action((names: readonly string[], { full, log, json }: Options) => {
      const signal = untilSignal();
      return withProjections(async (admin, program) => {
        const wanted = namesOf(admin, names);
        const { built, live, others } = toVerify(await admin.list(), names, log);
        const texts = others.map(otherText);
        if (others.length > 0) process.exitCode = 1;
        const differences: object[] = [];
        await withKeepers(program.container, async () => {
          for (const name of built) {
            const verification = await verified(admin, name, full, signal);
            texts.push(verificationText(name, verification));
            differences.push(...verification.differences);
            if (!verification.equal) process.exitCode = 1;
          }
        });
        if (live.length > 0) {
          const found = await againstTheLog(program, live, signal);
          differences.push(...found);
          texts.push(...found.map(rowText), found.length === 0 ? equalText(live, names) : `${found.length} rows differ from the log.`);
          if (found.length > 0) process.exitCode = 1;
        }
        if (json) printJson({ equal: process.exitCode !== 1, projections: wanted.length, differences, otherVersion: others });
        else texts.forEach(printLine);
      });
    });

/** @throws BrokenOff when the signal aborts */
async function againstTheLog({ container }: Program, names: readonly string[], signal: AbortSignal): Promise<readonly Difference[]> {
  const bar = progressBar('comparing', 'positions of the log');
  try {
    return await differencesFromRebuild({
      store: container.get(tokens.store),
      pool: container.get(tokens.pool),
      projections: allProjections.filter(({ name }) => names.includes(name)),
      onRead(done, total) {
        if (signal.aborted) throw new BrokenOff('Nothing was changed.', signal);
        bar.update(Number(done), Number(total));
      },
    });
  } finally {
    bar.end();
  }
}

const equalText = (live: readonly string[], named: readonly string[]): string => {
  if (named.length > 0) return `${live.join(', ')}: equal to the log.`;
  return `${live.length === allProjections.length ? 'All' : 'The other'} ${live.length} read models equal the log.`;
};

const otherText = (name: string): string =>
  `${name}: not compared, its live tables are of another version of the program. A server of this version builds its own and switches to them.`;

const rowText = ({ table, key, live, rebuilt }: Difference): string =>
  `${table} ${key}\n  table:   ${JSON.stringify(live)}\n  rebuilt: ${JSON.stringify(rebuilt)}`;
