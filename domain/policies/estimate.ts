import { meanOf } from './duration-summary.ts';

/** How an estimate was made: from what finished lately, from the mean duration of this run, or from that of earlier ones. */
export type EstimateBasis = 'throughput' | 'mean' | 'history';

/** A worker run of a process as far as its end can be foretold. Instants are milliseconds since 1970, durations milliseconds. */
export interface EstimatedRow {
  readonly workerRunId: string;
  readonly parents: readonly string[];
  readonly queued: number;
  readonly started: number;
  /** When the activities that are under way began; the newest will do, for the oldest have nothing left. */
  readonly starts: readonly number[];
  /** Processed or in error by this process in its current run. */
  readonly finished: number;
  /** When the latest of those finished, newest first: of many the last `finishesKept`, or fewer. */
  readonly finishes: readonly number[];
  readonly firstStart: number | null;
  /** Of what this process has processed in its current run; null when that is nothing. */
  readonly mean: number | null;
  /** Mean of the same worker version, model version and configuration in the past; null when too little is known. */
  readonly historyMean: number | null;
  readonly tasks: RowTasks;
}

/** The row's tasks of the current run. */
export interface RowTasks {
  readonly running: number;
  readonly notFinal: number;
  /** One runs, or has run. */
  readonly begun: boolean;
  /** None will make progress any more: each is final or blocked. */
  readonly over: boolean;
}

/** What is estimated: nothing unless the process was started, is not finished, and its queue is sealed. */
export interface EstimatedProcess {
  readonly running: boolean;
  readonly rows: readonly EstimatedRow[];
}

export interface RowEstimate {
  readonly completion: number;
  readonly basis: EstimateBasis;
}

export interface Estimate {
  /** Null where unknown, by worker run. */
  readonly rows: ReadonlyMap<string, RowEstimate | null>;
  /** Of the whole process. */
  readonly completion: number | null;
  /** A worker run that has something left and no estimate, so that the process has none. */
  readonly unknown: string | null;
}

/** Throughput looks at so many of the latest finishes, and at the one before them. */
const window = 50;
export const finishesKept = window + 1;
/** Fewer finishes tell no throughput. */
const enoughFinished = 5;
/** Fewer durations of the past tell no mean. */
const enoughHistory = 5;
const shortestMs = 1000;
/** The end of the year 9999: what would end later counts as unknown. */
const furthest = 253_402_300_799_999;

/** Mean duration of the past: of the first of these (the project's, then everybody's) that knows enough; milliseconds. */
export function historyMean(...pasts: readonly { readonly count: number; readonly total: number }[]): number | null {
  const past = pasts.find(({ count }) => count >= enoughHistory);
  return past ? meanOf(past) : null;
}

const remainingOf = ({ queued, started }: EstimatedRow): number => queued + started;

/** How long the row takes once it has begun; null when nothing tells. */
function ownTime(row: EstimatedRow, now: number): { readonly ms: number; readonly basis: EstimateBasis } | null {
  if (row.finished >= enoughFinished) return { ms: remainingOf(row) / throughput(row, now), basis: 'throughput' };
  if (row.mean !== null) return { ms: byMean(row, row.mean, now), basis: 'mean' };
  if (row.historyMean !== null) return { ms: byMean(row, row.historyMean, now), basis: 'history' };
  return null;
}

/** Finishes per millisecond, lately. A row where nothing finishes any more gets slower by itself. */
function throughput({ finished, finishes, firstStart }: EstimatedRow, now: number): number {
  // A failed element that is begun again takes its finish back, so fewer than the window may be known of more.
  const known = finished > window ? Math.min(window, finishes.length - 1) : finished;
  const count = known > 0 ? known : finished;
  const since = (finished > window ? finishes[count] : null) ?? firstStart ?? finishes.at(-1) ?? now;
  return count / Math.max(now - since, shortestMs);
}

function byMean({ queued, starts, tasks }: EstimatedRow, mean: number, now: number): number {
  const underWay = starts.reduce((sum, start) => sum + Math.max(mean - (now - start), 0), 0);
  const workers = tasks.running > 0 ? tasks.running : tasks.notFinal;
  return (queued * mean + underWay) / Math.max(workers, 1);
}

/**
 * When the worker runs of a process, and so the process, will be done. Pure. A row begins now when a task of it runs or has run, else
 * when its last parent is done; it ends its own time later. Steps and waiting for agents are not predicted.
 */
export function estimate({ running, rows }: EstimatedProcess, now: number): Estimate {
  const byId = new Map(rows.map((row) => [row.workerRunId, row]));
  const known = new Map<string, RowEstimate | null>();

  const estimateOf = (row: EstimatedRow): RowEstimate | null => {
    const before = known.get(row.workerRunId);
    if (before !== undefined) return before;
    const own = running && remainingOf(row) > 0 && !row.tasks.over ? ownTime(row, now) : null;
    const begin = own && beginOf(row);
    const found = own === null || begin === null || begin + own.ms > furthest ? null : { completion: begin + own.ms, basis: own.basis };
    known.set(row.workerRunId, found);
    return found;
  };
  const beginOf = (row: EstimatedRow): number | null => {
    if (row.tasks.begun) return now;
    const ends = row.parents.map((id) => byId.get(id)).map((parent) => (parent ? endOf(parent) : now));
    return ends.reduce((latest, end) => (latest === null || end === null ? null : Math.max(latest, end)), now);
  };
  /** A row with nothing left is done by now. */
  const endOf = (row: EstimatedRow): number | null => (remainingOf(row) === 0 ? now : (estimateOf(row)?.completion ?? null));

  const estimates = new Map(rows.map((row) => [row.workerRunId, estimateOf(row)]));
  const unknown = running ? rows.find((row) => remainingOf(row) > 0 && estimateOf(row) === null) : undefined;
  const ends = [...estimates.values()].flatMap((found) => (found ? [found.completion] : []));
  return {
    rows: estimates,
    completion: unknown || ends.length === 0 ? null : Math.max(...ends),
    unknown: unknown?.workerRunId ?? null,
  };
}
