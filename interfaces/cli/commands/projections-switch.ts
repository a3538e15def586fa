import type { Command } from 'commander';
import { generationShape } from '../../rest/colophon/projections/shapes.ts';
import { printJson, printLine } from '../output/print.ts';
import { lossConfirmed, lostText } from '../projections/lost.ts';
import { generationText } from '../projections/texts.ts';
import { actor, withProjections } from '../projections/with-projections.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly force: boolean;
  readonly reason?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/**
 * `colophon projections switch <name>`: shows what was built; the tables shown before follow the log on, for a rollback, and those retired
 * before them are dropped.
 */
export const switchProjection = (projections: Command): Command =>
  projections
    .command('switch <name>')
    .description(
      'put what was built and verified in place of what is live; "projections rollback" changes back. What was retired before is dropped',
    )
    .option('--force', 'although it differs or was not verified', false)
    .option('--reason <text>', 'why it is forced; kept')
    .option('--yes', 'do not ask, where a generation retired before is dropped', false)
    .option('--dry-run', 'only say what would be shown and dropped', false)
    .option(
      '--json',
      'print the generation that is live now as one JSON object; with --dry-run {"name", "number", "switched", "drops"}',
      false,
    )
    .action((name: string, { force, reason, yes, dryRun, json }: Options) =>
      withProjections(async (admin) => {
        if (force && reason === undefined) throw new Problem('--reason: say why it is forced; that is kept.');
        const view = await admin.find(name);
        await admin.would(name, { kind: 'switch', force, reason: reason ?? null });
        if (dryRun) {
          if (json) return printJson({ name, number: view.building?.number, switched: false, drops: view.retired?.number ?? null });
          printLine(`${name}: gen. ${view.building?.number} would be live.`);
          return printLine(lostText(view) ?? 'Nothing would be dropped.');
        }
        await lossConfirmed([view], yes);
        const live = await admin.switch(name, actor, force ? { reason: reason ?? '' } : null);
        if (json) printJson({ name, ...generationShape(live) });
        else printLine(`${name}: ${generationText(live)}`);
      }),
    );
