import type { Command } from 'commander';
import { printJson, printLine } from '../output/print.ts';
import { generationText } from '../projections/texts.ts';
import { actor, withProjections } from '../projections/with-projections.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly force: boolean;
  readonly reason?: string;
  readonly json: boolean;
}

/** `colophon projections switch <name>`: shows what was built; the tables shown before follow the log on, for a rollback. */
export const switchProjection = (projections: Command): Command =>
  projections
    .command('switch <name>')
    .description('put what was built and verified in place of what is live; "projections rollback" changes back')
    .option('--force', 'although it differs or was not verified', false)
    .option('--reason <text>', 'why it is forced; kept')
    .option('--json', 'print the generation that is live now as one JSON object', false)
    .action((name: string, { force, reason, json }: Options) =>
      withProjections(async (admin) => {
        if (force && reason === undefined) throw new Problem('--reason: say why it is forced; that is kept.');
        const live = await admin.switch(name, actor, force ? { reason: reason ?? '' } : null);
        if (json) printJson({ name, ...live });
        else printLine(`${name}: ${generationText(live)}`);
      }),
    );
