import type { Command } from 'commander';
import { readSettings } from '../../../infrastructure/config.ts';
import { Program } from '../../../infrastructure/container/program.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { differencesFromRebuild } from '../../../projections/engine/compare.ts';
import { allProjections } from '../../../projections/index.ts';
import { quietLog } from '../log.ts';

/** `colophon projections verify`: are the tables what the log says? Works beside a running server; its read models wait meanwhile. */
export const verifyProjections = (projections: Command): Command =>
  projections
    .command('verify')
    .description('compare every row of the read models with a rebuild from the log; exit code 0 when all are equal')
    .option('--json', 'print one JSON object {"equal", "projections", "differences"}', false)
    .action(async ({ json }: { readonly json: boolean }) => {
      const program = await Program.open(readSettings(process.env), quietLog());
      try {
        const store = program.container.get(tokens.store);
        const pool = program.container.get(tokens.pool);
        const differences = await differencesFromRebuild({ store, pool, projections: allProjections });
        const equal = differences.length === 0;
        if (json) process.stdout.write(`${JSON.stringify({ equal, projections: allProjections.length, differences })}\n`);
        else {
          for (const { table, key, live, rebuilt } of differences)
            process.stdout.write(`${table} ${key}\n  table:   ${JSON.stringify(live)}\n  rebuilt: ${JSON.stringify(rebuilt)}\n`);
          process.stdout.write(
            equal ? `All ${allProjections.length} read models equal the log.\n` : `${differences.length} rows differ.\n`,
          );
        }
        if (!equal) process.exitCode = 1;
      } finally {
        await program.close();
      }
    });
