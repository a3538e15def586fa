import type { Workbench } from './workbench.ts';

/** What a figure ought to be: its value, or its ratio to the yardstick. */
export interface Target {
  readonly of: 'value' | 'ratio';
  readonly is: '>=' | '<';
  readonly bound: number;
}

export interface FigureSpec {
  /** E.g. `appends-8`. */
  readonly name: string;
  readonly unit: string;
  /** The yardstick, measured in the same seconds: a busy machine moves both. Null: there is none. */
  readonly beside: string | null;
  readonly target: Target | null;
  /** Why it cannot be measured here; null: it can. A program none of whose figures can is not run. */
  readonly skipped?: () => string | null;
}

/** A figure as one run measured it, with its yardstick (null: none). */
export interface Sample {
  readonly value: number;
  readonly beside: number | null;
}

/** A run: measures every figure of the program once, by name. */
export type Run = () => Promise<Readonly<Record<string, Sample>>>;

/** A benchmark. To add one: a folder with its program, and a line in `programs.ts`. */
export interface Program {
  readonly name: string;
  /** One line for the list. */
  readonly title: string;
  /** How it is measured, for the page that keeps the results: Markdown. */
  readonly method: string;
  readonly figures: readonly FigureSpec[];
  /** Builds what the runs need; `workbench.onEnd` takes it down again. */
  prepare(workbench: Workbench): Promise<Run>;
}
