import { requestStop } from '../../../../domain/process/request-stop.ts';
import { retryProcess } from '../../../../domain/process/retry.ts';
import { reportStopped } from '../../../../domain/task/report-stopped.ts';
import { restartTask } from '../../../../domain/task/restart.ts';
import { correcting, reading, type ProcessBench } from '../../../support/process-bench.ts';
import { processId } from '../../../support/processes.ts';
import { agent } from '../../../support/tasks.ts';

/** All that can befall a process; between its turns the process manager works until nothing is left for it. */
export async function story(bench: ProcessBench, pump: () => Promise<void>): Promise<void> {
  const turn = async (...acts: readonly (() => Promise<unknown>)[]): Promise<void> => {
    for (const act of acts) await act();
    await pump();
  };
  const completes =
    (...slugs: readonly string[]) =>
    () =>
      bench.complete(...slugs);
  const fails = (slug: string) => () => bench.fail(slug);
  const restarts = (slug: string) => () => bench.send(restartTask, bench.task(slug), {});

  await turn(() => bench.start(2));
  await turn(completes('initialisation'));
  await turn(fails(`${reading}_1`), fails(`${reading}_2`));
  await turn(restarts(`${reading}_1`), restarts(`${reading}_2`));
  await turn(fails(`${reading}_1`), completes(`${reading}_2`));
  await turn(completes(`${correcting}_2`));
  await turn(restarts(`${reading}_1`), completes(`${reading}_1`));
  await turn(completes(`${correcting}_1`));

  await turn(() => bench.send(retryProcess, processId, {}));
  bench.run = 2;
  await turn(completes('initialisation'));
  await turn(fails(`${reading}_1`));
  const term = await bench.take(`${reading}_2`);
  await turn(() => bench.send(requestStop, processId, {}));
  await turn(restarts(`${reading}_1`));
  await turn(() => bench.send(reportStopped, bench.task(`${reading}_2`), { term }, agent));
  await turn(completes(`${reading}_1`));
  await turn(restarts(`${correcting}_2`));
  await turn(restarts(`${reading}_2`), restarts(`${correcting}_1`));
  await turn(completes(`${reading}_2`, `${correcting}_1`));
  await turn(completes(`${correcting}_2`));
}

/** What stands in each stream, without what differs from time to time: `<type> <state> <generation>`. */
export async function streamsOf(bench: ProcessBench): Promise<Readonly<Record<string, readonly string[]>>> {
  const streams: Record<string, string[]> = {};
  for (const { stream, type, data } of await bench.events()) {
    const { state = '', generation = '', attempt = '' } = data as Readonly<Record<string, string | number | undefined>>;
    (streams[stream] ??= []).push(`${type} ${state} ${generation} ${attempt}`.trim());
  }
  return streams;
}
