import type { FigureSpec, Sample, Target } from './program.ts';
import { median, spread } from './statistics.ts';

/** A figure over all runs, as the JSON line has it. */
export interface Figure {
  readonly figure: string;
  /** The median of the runs; null: not measured. */
  readonly value: number | null;
  readonly unit: string;
  /** (largest − smallest) ÷ median of the runs' values. */
  readonly spread: number | null;
  readonly beside: string | null;
  readonly beside_value: number | null;
  /** The median of the runs' own ratios: each is of one time, when the machine was as busy for both. */
  readonly ratio: number | null;
  readonly target: string | null;
  readonly met: boolean | null;
  /** Why it was not measured. */
  readonly skipped: string | null;
}

/** A figure that cannot be measured here. */
export const skippedFigure = ({ name, unit, beside, target }: FigureSpec, reason: string): Figure => ({
  figure: name,
  value: null,
  unit,
  spread: null,
  beside,
  beside_value: null,
  ratio: null,
  target: target && textOf(target),
  met: null,
  skipped: reason,
});

export function summarise({ name, unit, beside, target }: FigureSpec, samples: readonly Sample[]): Figure {
  const values = samples.map(({ value }) => value);
  const yardsticks = samples.flatMap((sample) => (sample.beside === null ? [] : [sample.beside]));
  const ratios = samples.flatMap((sample) => (sample.beside === null ? [] : [sample.value / sample.beside]));
  const [value, ratio] = [median(values), ratios.length > 0 ? median(ratios) : null];
  return {
    figure: name,
    value: rounded(value),
    unit,
    spread: rounded(spread(values)),
    beside,
    beside_value: yardsticks.length > 0 ? rounded(median(yardsticks)) : null,
    ratio: ratio === null ? null : rounded(ratio),
    target: target && textOf(target),
    met: target && meets(target, target.of === 'ratio' ? (ratio ?? NaN) : value),
    skipped: null,
  };
}

const textOf = ({ of, is, bound }: Target): string => `${of} ${is} ${bound}`;
const meets = ({ is, bound }: Target, measured: number): boolean => (is === '>=' ? measured >= bound : measured < bound);

/** To three significant digits, or whole. */
const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
