import type { Command } from 'commander';
import { generationShape } from '../../rest/colophon/projections/shapes.ts';
import { printJson, printLine } from '../output/print.ts';
import { generationText } from '../projections/texts.ts';
import { actor, rateOf, withProjections } from '../projections/with-projections.ts';

interface Options {
  readonly maxRate?: string;
  readonly json: boolean;
}

/** `colophon projections resume <name>`: goes on with what was paused. */
export const resumeRebuild = (projections: Command): Command =>
  projections
    .command('resume <name>')
    .description('go on with a rebuild that was paused (a server builds it, or "projections rebuild" where none runs)')
    .option('--max-rate <n>', 'events per second at most (default: as before)')
    .option('--json', 'print the generation as one JSON object', false)
    .action((name: string, { maxRate, json }: Options) =>
      withProjections(async (admin) => {
        const generation = await admin.resume(name, actor, maxRate === undefined ? undefined : rateOf(maxRate));
        if (json) printJson({ name, ...generationShape(generation) });
        else printLine(`${name}: ${generationText(generation)}`);
      }),
    );
