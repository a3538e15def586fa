import type { Command } from 'commander';
import { generationShape } from '../../rest/colophon/projections/shapes.ts';
import { printJson, printLine } from '../output/print.ts';
import { generationText } from '../projections/texts.ts';
import { actor, withProjections } from '../projections/with-projections.ts';

interface Options {
  readonly reason: string;
  readonly json: boolean;
}

/** `colophon projections rollback <name>`: shows again what was live before; it has followed the log, so nothing is lost. */
export const rollbackProjection = (projections: Command): Command =>
  projections
    .command('rollback <name>')
    .description('show again the tables that were live before the last switch, at once and with all that came since')
    .requiredOption('--reason <text>', 'why; kept')
    .option('--json', 'print the generation that is live now as one JSON object', false)
    .action((name: string, { reason, json }: Options) =>
      withProjections(async (admin) => {
        const live = await admin.rollback(name, actor, reason);
        if (json) printJson({ name, ...generationShape(live) });
        else printLine(`${name}: ${generationText(live)}`);
      }),
    );
