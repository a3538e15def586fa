import { readSettings } from '../../../infrastructure/config.ts';
import { Program } from '../../../infrastructure/container/program.ts';
import { quietLog } from '../log.ts';
import { Problem } from '../problem.ts';

export interface Opening {
  /** Whether a new installation may begin with this command; any other would only tell of an empty one, in the wrong folder. */
  readonly mayBegin?: boolean;
}

/**
 * Opens the installation of the environment for one command, and closes it whatever happens. Works whether or not the server runs.
 * @throws Problem where there is none
 */
export async function withProgram<Answer>(
  work: (program: Program) => Promise<Answer>,
  { mayBegin = false }: Opening = {},
): Promise<Answer> {
  const settings = readSettings(process.env);
  const missing = mayBegin ? null : Program.missingIn(settings);
  if (missing !== null)
    throw new Problem(
      `There is no installation in ${missing}. Name its folder with COLOPHON_DATA, or its database with COLOPHON_DATABASE_URL; "npm start" makes a new one.`,
    );
  const program = await Program.open(settings, quietLog());
  try {
    return await work(program);
  } finally {
    await program.close();
  }
}
