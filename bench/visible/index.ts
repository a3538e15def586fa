import { join } from 'node:path';
import { arrivals } from '../load/arrivals.ts';
import { monotonic } from '../monotonic.ts';
import type { FigureSpec, Program, Run, Sample } from '../program.ts';
import { connected } from '../serving/connected.ts';
import { forked } from '../serving/forked.ts';
import { serve } from '../serving/serve.ts';
import { percentile } from '../statistics.ts';
import type { Workbench } from '../workbench.ts';
import { pagesAtWork, type PlannedAppend } from './appends.ts';
import { watch } from './watch.ts';
import type { Acknowledged, Writing } from './writer.ts';

const perSecond = 500;
const pages = 2_500;
/** Of so many events one is watched. */
const watchedOf = 25;

const figure = (name: string, bound: number | null): FigureSpec => ({
  name,
  unit: 'ms',
  beside: null,
  target: bound === null ? null : { of: 'value', is: '<', bound },
});

export const visible: Program = {
  name: 'visible',
  title: `an event appended until a query of the read model sees it, at ${perSecond}/s`,
  method: `
A server of its own keeps all read models. Another process appends ${perSecond} events a second to its log, at random times (a Poisson process)
and without waiting for answers: of three, one starts an activity, one brings a transcription, one ends an activity. Of ${watchedOf} events one is
watched by a third process, which queries the view for its row, with a pause of a millisecond, until it is there. *visible-p50* and
*visible-p95* count from the acknowledgement of the append; *visible-p95-from-due* counts from when the append was due to be sent. The server
hears of the appends as of those of any other program, by a notice of PostgreSQL.`,
  figures: [figure('visible-p50', null), figure('visible-p95', 50), figure('visible-p95-from-due', null)],
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const { address } = await serve(workbench);
  const database = await connected(workbench, address);
  const writer = forked(workbench, join(import.meta.dirname, 'writer.ts'));

  const append = async (appends: readonly PlannedAppend[], at: readonly number[]): Promise<readonly Acknowledged[]> => {
    const writing: Writing = { address, appends, at, seed: workbench.random() };
    const said = (await writer.ask(writing)) as { acknowledged: readonly Acknowledged[] } | { error: string };
    if ('error' in said) throw new Error(`The events could not be appended: ${said.error}`);
    return said.acknowledged;
  };

  const measure = async (count: number): Promise<Readonly<Record<string, Sample>>> => {
    const { queue, work } = pagesAtWork(count, workbench.random);
    for (const part of queue) await append([part], [monotonic()]);
    const [first] = work;
    if (first?.row) await watch(database, [{ row: { ...first.row, revision: -1 }, from: monotonic() }]);
    await database.query('analyze');

    const begin = monotonic() + 500;
    const at = arrivals(workbench.random, work.length, perSecond).map((ms) => begin + ms);
    const watched = work.flatMap(({ row }, index) => (row && index % watchedOf === 0 ? [{ row, index, from: at[index] ?? 0 }] : []));
    const [acknowledged, seen] = await Promise.all([append(work, at), watch(database, watched)]);
    const since = (moment: keyof Acknowledged): number[] =>
      watched.map(({ index }, nth) => (seen[nth] ?? NaN) - (acknowledged[index]?.[moment] ?? NaN));
    return {
      'visible-p50': { value: percentile(since('acknowledged'), 0.5), beside: null },
      'visible-p95': { value: percentile(since('acknowledged'), 0.95), beside: null },
      'visible-p95-from-due': { value: percentile(since('due'), 0.95), beside: null },
    };
  };

  await measure(pages / 5);
  return () => measure(pages);
}
