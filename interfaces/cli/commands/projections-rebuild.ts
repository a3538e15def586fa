import type { Command } from 'commander';
import { readSettings } from '../../../infrastructure/config.ts';
import { Program } from '../../../infrastructure/container/program.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { freshGeneration, rebuildInto } from '../../../projections/engine/rebuild.ts';
import { switchTo } from '../../../projections/engine/switch-generation.ts';
import { allProjections } from '../../../projections/index.ts';
import { quietLog } from '../log.ts';
import { Problem } from '../problem.ts';

/** `colophon projections rebuild [name…]`: new tables beside the live ones, filled from the log, then put in their place at once. */
export const rebuildProjections = (projections: Command): Command =>
  projections
    .command('rebuild [name...]')
    .description('make read models anew from the log while they serve, and put the new tables in place of the old (default: all)')
    .action(async (names: readonly string[]) => {
      const known = allProjections.map(({ name }) => name);
      const unknown = names.filter((name) => !known.includes(name));
      if (unknown.length > 0) throw new Problem(`There is no read model ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
      const program = await Program.open(readSettings(process.env), quietLog());
      try {
        const store = program.container.get(tokens.store);
        const pool = program.container.get(tokens.pool);
        for (const projection of allProjections.filter(({ name }) => names.length === 0 || names.includes(name))) {
          const fresh = await freshGeneration(pool, projection);
          do await rebuildInto([fresh], { store, pool });
          while (!(await switchTo(pool, fresh)));
          process.stdout.write(`${projection.name}: rebuilt\n`);
        }
      } finally {
        await program.close();
      }
    });
