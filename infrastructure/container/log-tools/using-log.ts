import { openLog, type OpenedLog } from '../open-log.ts';

/** Opens the log at an address for some work, and closes it whatever happens. @throws UnusableLog */
export const usingLog = async <Answer>(address: string, work: (log: OpenedLog) => Promise<Answer>): Promise<Answer> =>
  closing(await openLog(address), work);

export async function closing<Answer>(log: OpenedLog, work: (log: OpenedLog) => Promise<Answer>): Promise<Answer> {
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}
