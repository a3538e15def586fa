import type { Command } from 'commander';
import { generationShape } from '../../rest/colophon/projections/shapes.ts';
import { printJson, printLine } from '../output/print.ts';
import { generationText } from '../projections/texts.ts';
import { actor, withProjections } from '../projections/with-projections.ts';

/** `colophon projections pause <name>`: what is being built stands still, and keeps what it has. */
export const pauseRebuild = (projections: Command): Command =>
  projections
    .command('pause <name>')
    .description('let a rebuild stand still; "projections resume" goes on with it')
    .option('--json', 'print the generation as one JSON object', false)
    .action((name: string, { json }: { readonly json: boolean }) =>
      withProjections(async (admin) => {
        const generation = await admin.pause(name, actor);
        if (json) printJson({ name, ...generationShape(generation) });
        else printLine(`${name}: ${generationText(generation)}`);
      }),
    );
