import type { Program } from '../../../infrastructure/container/program.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { Problem } from '../problem.ts';
import { withProgram, type Opening } from './with-program.ts';

const patienceMs = 600_000;

/**
 * As `withProgram`, with read models that show what the log holds as of now: beside a running server this program helps, without one it
 * does it alone.
 */
export const withReadModels = <Answer>(work: (program: Program) => Promise<Answer>, opening: Opening = {}): Promise<Answer> =>
  withProgram(async (program) => {
    const { container } = program;
    const projector = container.get(tokens.projector);
    await projector.start();
    try {
      const head = await container.get(tokens.store).head();
      if (!(await container.get(tokens.readSide).waitFor(head, patienceMs)))
        throw new Problem('The read models do not get up to now. Look at "colophon projections status", and let the server run meanwhile.');
      return await work(program);
    } finally {
      await projector.stop();
    }
  }, opening);
