import { meanOf, noDurations, quantileOf, type DurationSummary } from '../../../domain/policies/duration-summary.ts';
import { durationText } from '../../../domain/policies/durations.ts';
import type { RowEstimate } from '../../../domain/policies/estimate.ts';
import type { NamedRun } from '../../../projections/activities/progress.ts';
import type { ActivityStatsRow } from '../../../projections/activities/stats-row.ts';
import { mapper } from '../edge/shown.ts';
import { foretold, type KnownProcess } from './foretold.ts';
import type { StatisticsJson, StatsRowJson } from './schema.ts';

/** Seconds with three decimals. */
const inSeconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms) / 1000);
const inWords = (ms: number | null): string | null => (ms === null ? null : durationText(ms));

function durationsShape(durations: DurationSummary) {
  const { count, min, max, total } = durations;
  const [mean, median, p95] = [meanOf(durations), quantileOf(durations, 0.5), quantileOf(durations, 0.95)];
  const sum = count === 0 ? null : total;
  return {
    duration_min: inSeconds(min),
    duration_min_text: inWords(min),
    duration_max: inSeconds(max),
    duration_max_text: inWords(max),
    duration_mean: inSeconds(mean),
    duration_mean_text: inWords(mean),
    duration_total: inSeconds(sum),
    duration_total_text: inWords(sum),
    duration_median: inSeconds(median),
    duration_median_text: inWords(median),
    duration_p95: inSeconds(p95),
    duration_p95_text: inWords(p95),
  };
}

const completionShape = (completion: number | null, now: number) => ({
  estimated_completion: completion === null ? null : new Date(completion).toISOString(),
  estimated_seconds: inSeconds(completion === null ? null : completion - now),
  estimated_text: inWords(completion === null ? null : completion - now),
});

const refOf = ({ id, summary }: NamedRun) => ({ id, summary });

function rowShape(run: NamedRun, stats: ActivityStatsRow | undefined, estimated: RowEstimate | null, now: number): StatsRowJson {
  const { queued = 0, started = 0, processed = 0, error = 0, durations = noDurations } = stats ?? {};
  const { workerVersionId, workerId, workerName, workerSlug, workerType, configurationId, configurationName } = run;
  return {
    worker_run: refOf(run),
    worker_version: { id: workerVersionId, worker: { id: workerId, name: workerName, slug: workerSlug, type: workerType } },
    model_version: null,
    configuration: configurationId === null ? null : { id: configurationId, name: configurationName ?? '' },
    queued,
    started,
    processed,
    error,
    total: queued + started + processed + error,
    remaining: queued + started,
    ...durationsShape(durations),
    ...completionShape(estimated?.completion ?? null, now),
    estimate_basis: estimated?.basis ?? null,
  };
}

/** The statistics of a process, a row per worker run, as they are now. */
export const statisticsShown = mapper({
  shape(known: KnownProcess, _, { clock }): StatisticsJson {
    const now = clock.now().getTime();
    const { rows, completion, unknown } = foretold(known, now);
    const unknownRun = known.runs.find(({ id }) => id === unknown);
    return {
      ...completionShape(completion, now),
      unknown_row: unknownRun ? refOf(unknownRun) : null,
      rows: known.runs.map((run) => rowShape(run, known.stats.get(run.id), rows.get(run.id) ?? null, now)),
    };
  },
});
