import type { Command } from 'commander';
import { confirmed } from '../output/confirm.ts';
import { printJson, printLine } from '../output/print.ts';
import { generationText } from '../projections/texts.ts';
import { Problem } from '../problem.ts';
import { actor, withProjections } from '../projections/with-projections.ts';

interface Options {
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `colophon projections cancel <name>`: gives up what is being built; the live tables are not concerned. */
export const cancelRebuild = (projections: Command): Command =>
  projections
    .command('cancel <name>')
    .description('give up a rebuild and drop its tables; what people read is not concerned')
    .option('--yes', 'do not ask', false)
    .option('--dry-run', 'only say what would be dropped', false)
    .option('--json', 'print one JSON object {"name", "number", "cancelled"}', false)
    .action((name: string, { yes, dryRun, json }: Options) =>
      withProjections(async (admin) => {
        const { building: generation } = await admin.find(name);
        if (generation === null) throw new Problem(`Nothing of ${name} is being built.`);
        await admin.would(name, { kind: 'cancel' });
        if (!dryRun) {
          await confirmed(`Give up ${name}, ${generationText(generation)}?`, yes);
          await admin.cancel(name, actor);
        }
        if (json) printJson({ name, number: generation.number, cancelled: !dryRun });
        else printLine(`${name}: ${generationText(generation)} ${dryRun ? 'would be' : 'was'} given up.`);
      }),
    );
