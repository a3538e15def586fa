import { UnusableLog } from '../../../infrastructure/container/errors.ts';
import { closing } from '../../../infrastructure/container/log-tools/using-log.ts';
import { logOf, openLog, type OpenedLog } from '../../../infrastructure/container/open-log.ts';
import type { Program } from '../../../infrastructure/container/program.ts';
import { withProgram } from '../output/with-program.ts';
import { Problem } from '../problem.ts';

/**
 * Opens the log at the address that an option gives, or that of the installation of the environment, and closes it whatever happens.
 * @throws Problem that names the option
 */
export const withLog = <Answer>(
  option: '--from' | '--to',
  address: string | undefined,
  work: (log: OpenedLog, program: Program | null) => Promise<Answer>,
): Promise<Answer> =>
  address === undefined
    ? withProgram(async (program) => closing(logOf(program), (log) => work(log, program)))
    : opened(option, address).then((log) => closing(log, () => work(log, null)));

async function opened(option: string, address: string): Promise<OpenedLog> {
  try {
    return await openLog(address);
  } catch (error) {
    throw error instanceof UnusableLog ? new Problem(`${option}: ${error.message}`) : error;
  }
}
