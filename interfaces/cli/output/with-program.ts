import { readSettings } from '../../../infrastructure/config.ts';
import { Program } from '../../../infrastructure/container/program.ts';
import { quietLog } from '../log.ts';

/** Opens the installation of the environment for one command, and closes it whatever happens. Works whether or not the server runs. */
export async function withProgram<Answer>(work: (program: Program) => Promise<Answer>): Promise<Answer> {
  const program = await Program.open(readSettings(process.env), quietLog());
  try {
    return await work(program);
  } finally {
    await program.close();
  }
}
