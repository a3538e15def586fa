import { readSettings } from '../../../infrastructure/config.ts';
import { Program } from '../../../infrastructure/container/program.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { quietLog } from '../../../interfaces/cli/log.ts';
import { differencesFromRebuild } from '../../../projections/engine/compare.ts';
import type { Difference } from '../../../projections/engine/verify/differences.ts';
import { allProjections } from '../../../projections/index.ts';
import type { Server } from './server.ts';

/** Every row of the server's read models that is not what a rebuild from the log gives. The server may run. */
export async function wrongRows({ environment }: Server): Promise<readonly Difference[]> {
  const program = await Program.open(readSettings(environment), quietLog());
  try {
    const { container } = program;
    return await differencesFromRebuild({
      store: container.get(tokens.store),
      pool: container.get(tokens.pool),
      projections: allProjections,
    });
  } finally {
    await program.close();
  }
}
