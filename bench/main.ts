import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { machine } from './machine.ts';
import type { Program, Sample } from './program.ts';
import { programs } from './programs.ts';
import { page, table, type Result } from './report.ts';
import { skippedFigure, summarise, type Figure } from './summary.ts';
import { Workbench } from './workbench.ts';

interface Options {
  readonly list?: boolean;
  readonly all?: boolean;
  readonly write?: boolean;
  readonly json?: boolean;
  readonly quick?: boolean;
  readonly runs: number;
  readonly seed: number;
}

const performancePage = join(import.meta.dirname, '../docs/performance.md');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const whisper = (line: string): void => void process.stderr.write(`${line}\n`);

const atLeast =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least) throw new InvalidArgumentError(`A whole number from ${least} on.`);
    return value;
  };

const command = new Command('npm run bench --')
  .description('Measures Colophon, every figure beside a yardstick in the same seconds.')
  .argument('[name...]', 'programs to run')
  .option('--list', 'show the programs and their figures, and run none')
  .option('--all', 'run every program')
  .option('--write', 'renew docs/performance.md: the sections of the programs that are run')
  .option('--json', 'print one JSON object per program, the last line of its output')
  .option('--quick', 'a tenth of the data: to see that all runs, not how fast')
  .option('--runs <n>', 'runs of each program', atLeast(1), 3)
  .option('--seed <n>', 'of the random numbers that make the data', atLeast(0), 1)
  .addHelpText('after', '\nExit code 0 when everything ran, also where a target was missed.')
  .action(async (names: readonly string[], options: Options) => {
    if (options.list) return programs.forEach(list);
    const unknown = names.filter((name) => !programs.some((program) => program.name === name));
    if (unknown.length > 0) command.error(`no such program: ${unknown.join(', ')}; see --list`);
    const chosen = options.all ? programs : programs.filter(({ name }) => names.includes(name));
    if (chosen.length === 0) command.error('name a program, or say --all; see --list');
    if (options.write && options.quick) command.error('--write keeps figures of full size: it does not go with --quick');
    await runAll(chosen, options);
  });

function list({ name, title, figures }: Program): void {
  say(`${name.padEnd(12)} ${title}\n${' '.repeat(13)}${figures.map((figure) => figure.name).join(', ')}`);
}

async function runAll(chosen: readonly Program[], options: Options): Promise<void> {
  const results: (readonly [Program, Result])[] = [];
  for (const program of chosen) {
    const result = await runOne(program, options);
    results.push([program, result]);
    if (!options.json) say(`\n${result.name}: ${program.title}\n\n${table(result)}`);
    else say(JSON.stringify(result));
  }
  if (options.write) writeFileSync(performancePage, page(programs, results, new Date(), readFileSync(performancePage, 'utf8')));
}

async function runOne(program: Program, { runs, seed, quick }: Options): Promise<Result> {
  const workbench = new Workbench(seed, quick ? 0.1 : 1);
  const specs = program.figures.map((spec) => ({ spec, reason: spec.skipped?.() ?? null }));
  try {
    const samples = specs.every(({ reason }) => reason !== null) ? [] : await measured(program, workbench, runs);
    const figures = specs.map(({ spec, reason }): Figure => {
      if (reason !== null) return skippedFigure(spec, reason);
      return summarise(
        spec,
        samples.flatMap((sample) => sample[spec.name] ?? []),
      );
    });
    return { name: program.name, runs, scale: workbench.scale, machine: machine(await workbench.postgresVersion(), seed), figures };
  } finally {
    await workbench.end();
  }
}

async function measured(program: Program, workbench: Workbench, runs: number): Promise<readonly Readonly<Record<string, Sample>>[]> {
  const run = await program.prepare(workbench);
  const samples: Readonly<Record<string, Sample>>[] = [];
  for (let n = 1; n <= runs; n++) {
    whisper(`${program.name}: run ${n} of ${runs}`);
    samples.push(await run());
  }
  return samples;
}

await command.parseAsync();
