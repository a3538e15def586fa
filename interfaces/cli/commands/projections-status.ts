import type { Command } from 'commander';
import { projectionShape } from '../../rest/colophon/projections/shapes.ts';
import { printJson, printLine } from '../output/print.ts';
import { behindText, changeText, generationText, holeText, verificationText } from '../projections/texts.ts';
import { withProjections } from '../projections/with-projections.ts';

/** `colophon projections status <name>`: everything about one read model. */
export const projectionStatus = (projections: Command): Command =>
  projections
    .command('status <name>')
    .description('the generations of one read model: how far, since when, by whom and why, and how they compare')
    .option('--json', 'print one JSON object', false)
    .action((name: string, { json }: { readonly json: boolean }) =>
      withProjections(async (admin) => {
        const view = await admin.find(name);
        const holes = (await admin.holes()).filter(({ projection }) => projection === name);
        if (json) return printJson({ ...projectionShape(view), holes });
        printLine(`${view.name}, version ${view.version}, behind: ${behindText(view)}`);
        for (const generation of [view.live, view.building, view.retired]) {
          if (generation === null) continue;
          printLine(`${generationText(generation)}, at position ${generation.position}; ${changeText(generation)}`);
          for (const hole of holes.filter((one) => one.generation === generation.number)) printLine(`  ${holeText(hole)}`);
          if (generation.verification) printLine(verificationText(`  gen. ${generation.number}`, generation.verification));
        }
      }),
    );
