import type { Command } from 'commander';
import { projectionShape } from '../../rest/colophon/projections/shapes.ts';
import { printJson, printTable } from '../output/print.ts';
import { behindText, generationText } from '../projections/texts.ts';
import { withProjections } from '../projections/with-projections.ts';

/** `colophon projections list`: how far each read model is, and what is being built. */
export const listProjections = (projections: Command): Command =>
  projections
    .command('list')
    .description('how far each read model is, and what is being built beside it')
    .option('--json', 'print one JSON object per read model', false)
    .action(({ json }: { readonly json: boolean }) =>
      withProjections(async (admin) => {
        const views = await admin.list();
        if (json) return views.forEach((view) => printJson(projectionShape(view)));
        printTable(
          ['name', 'version', 'live', 'position', 'behind', 'being built', 'retired'],
          views.map((view) => [
            view.name,
            view.version,
            view.live ? `gen. ${view.live.number}` : 'none yet',
            String(view.live?.position ?? ''),
            behindText(view),
            view.building ? generationText(view.building) : '',
            view.retired ? `gen. ${view.retired.number}` : '',
          ]),
          'There are no read models.',
        );
      }),
    );
