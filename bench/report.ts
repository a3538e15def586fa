import type { Machine } from './machine.ts';
import type { Program } from './program.ts';
import type { Figure } from './summary.ts';

/** What one program found: the object of the JSON line. */
export interface Result {
  readonly name: string;
  readonly runs: number;
  /** Share of the full size of the data: 1 unless the run was told to be quick. */
  readonly scale: number;
  readonly machine: Machine;
  readonly figures: readonly Figure[];
}

const heads = ['figure', 'value', 'unit', 'spread', 'beside', 'its value', 'ratio', 'target', 'met'] as const;

const cells = (figure: Figure): readonly string[] => [
  figure.figure,
  String(figure.value ?? '–'),
  figure.unit,
  figure.spread === null ? '–' : `${Math.round(figure.spread * 100)} %`,
  figure.beside ?? '–',
  String(figure.beside_value ?? '–'),
  String(figure.ratio ?? '–'),
  figure.target ?? '–',
  figure.skipped ?? (figure.met === null ? '–' : figure.met ? 'yes' : 'NO'),
];

/** For a terminal: columns as wide as they must be. */
export function table({ figures }: Result): string {
  const rows = [heads, ...figures.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const markdownRow = (row: readonly string[]): string => `| ${row.join(' | ')} |`;

const section = ({ title, method }: Program, { name, runs, scale, machine, figures }: Result, measured: Date): string =>
  [
    `## ${name}: ${title}`,
    method.trim(),
    `${measured.toISOString().slice(0, 10)}, median of ${runs} runs.${scale < 1 ? ` Quick: at ${scale} of the full size, so the targets say little.` : ''} ${placeOf(machine)}`,
    [heads, heads.map(() => '---'), ...figures.map(cells)].map(markdownRow).join('\n'),
  ].join('\n\n');

const placeOf = ({ cpu, cores, memory_gib, system, node, postgres, seed }: Machine): string =>
  `${cpu}, ${cores} cores, ${memory_gib} GiB, ${system}, Node ${node}, PostgreSQL ${postgres}; seed ${seed}.`;

/** Sections of the page as it was, by the program's name. */
const sectionsOf = (before: string): ReadonlyMap<string, string> =>
  new Map(
    before
      .split(/^(?=## )/m)
      .slice(1)
      .map((text) => [/^## ([^:\n]+)/.exec(text)?.[1] ?? '', text.trim()]),
  );

/** The page that keeps the last results of every program, misses included: those just measured anew, the others as they were. */
export function page(
  programs: readonly Program[],
  results: readonly (readonly [Program, Result])[],
  measured: Date,
  before: string,
): string {
  const kept = sectionsOf(before);
  const fresh = new Map(results.map(([program, result]) => [program.name, section(program, result, measured)]));
  return [
    '# Performance',
    'Written by `npm run bench -- --all --write`, or with names instead of `--all`. Every figure stands beside a yardstick measured in the same seconds on the same machine: ratios travel, figures do not. *Spread* is (largest − smallest) ÷ median over the runs; *ratio* is the median of the runs’ own ratios.',
    ...programs.map(
      (program) => fresh.get(program.name) ?? kept.get(program.name) ?? `## ${program.name}: ${program.title}\n\nNot measured yet.`,
    ),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}
