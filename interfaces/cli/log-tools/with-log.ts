import { logOf, openLog, type OpenedLog } from '../../../infrastructure/container/open-log.ts';
import type { Program } from '../../../infrastructure/container/program.ts';
import { withProgram } from '../output/with-program.ts';

/** Opens the log at an address, or that of the installation of the environment, and closes it whatever happens. */
export const withLog = <Answer>(
  address: string | undefined,
  work: (log: OpenedLog, program: Program | null) => Promise<Answer>,
): Promise<Answer> =>
  address === undefined
    ? withProgram(async (program) => closing(logOf(program), (log) => work(log, program)))
    : openLog(address).then((log) => closing(log, () => work(log, null)));

async function closing<Answer>(log: OpenedLog, work: (log: OpenedLog) => Promise<Answer>): Promise<Answer> {
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}
