import type { Command } from 'commander';
import { confirmed } from '../output/confirm.ts';
import { printJson, printLine } from '../output/print.ts';
import { generationText } from '../projections/texts.ts';
import { actor, withProjections } from '../projections/with-projections.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly generation?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `colophon projections drop <name>`: lets go of the retired generation, or of one that was built and is not wanted. */
export const dropGeneration = (projections: Command): Command =>
  projections
    .command('drop <name>')
    .description('drop the tables of a retired generation (or of one that was built): no rollback to them any more')
    .option('--generation <n>', 'its number (default: the retired one)')
    .option('--yes', 'do not ask', false)
    .option('--dry-run', 'only say what would be dropped', false)
    .option('--json', 'print one JSON object {"name", "number", "dropped"}', false)
    .action((name: string, { generation: number, yes, dryRun, json }: Options) =>
      withProjections(async (admin) => {
        const { live, building, retired } = await admin.find(name);
        const found = number === undefined ? retired : [live, building, retired].find((one) => one?.number === Number(number));
        if (!found)
          throw new Problem(
            number === undefined ? `${name} has no retired generation.` : `--generation: ${name} has no generation ${number} with tables.`,
          );
        await admin.would(name, { kind: 'drop', number: found.number });
        if (!dryRun) {
          await confirmed(`Drop ${name}, ${generationText(found)}?`, yes);
          await admin.drop(name, found.number, actor);
        }
        if (json) printJson({ name, number: found.number, dropped: !dryRun });
        else printLine(`${name}: ${generationText(found)} ${dryRun ? 'would be' : 'was'} dropped.`);
      }),
    );
