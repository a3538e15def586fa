import type { Command } from 'commander';
import { withKeepers } from '../../../infrastructure/container/keepers.ts';
import type { ProjectionView } from '../../../projections/engine/admin/views.ts';
import { printJson, printLine } from '../output/print.ts';
import { begin, caughtUp, verified } from '../projections/rebuild.ts';
import { lossConfirmed, lostText } from '../projections/lost.ts';
import { generationText, verificationText } from '../projections/texts.ts';
import { actor, namesOf, rateOf, withProjections } from '../projections/with-projections.ts';
import { untilSignal } from '../until-signal.ts';

interface Options {
  readonly maxRate?: string;
  readonly full: boolean;
  readonly switch: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `colophon projections rebuild [name…]`: new tables beside the live ones, filled from the log, compared, and put in their place at once. */
export const rebuildProjections = (projections: Command): Command =>
  projections
    .command('rebuild [name...]')
    .description(
      'make read models anew from the log while they serve, compare them and put them in place of the old (default: all). What was retired before is dropped then',
    )
    .option('--max-rate <n>', 'events per second at most')
    .option('--full', 'compare every row, not checksums alone', false)
    .option('--no-switch', 'stop once they are verified: "projections switch" puts them in place')
    .option('--yes', 'do not ask, where a generation retired before is dropped', false)
    .option('--dry-run', 'only say what would be built and dropped', false)
    .option(
      '--json',
      'print one JSON object per read model: {"name", "switched", "verification"}; with --dry-run {"name", "goes_on", "drops"}',
      false,
    )
    .action((names: readonly string[], { maxRate, full, yes, dryRun, json, switch: switching }: Options) => {
      const signal = untilSignal();
      const rate = maxRate === undefined ? null : rateOf(maxRate);
      return withProjections(async (admin, { container }) => {
        const wanted = namesOf(admin, names);
        const views = (await admin.list()).filter(({ name }) => wanted.includes(name));
        if (dryRun) return views.forEach((view) => tellPlan(view, switching, json));
        if (switching) await lossConfirmed(views, yes);
        return withKeepers(container, async () => {
          await begin(admin, { names: wanted, maxRate: rate });
          await caughtUp(admin, wanted, signal);
          for (const name of wanted) {
            const verification = await verified(admin, name, full, signal);
            const switched = verification.equal && switching;
            if (switched) await admin.switch(name, actor, null);
            if (!verification.equal) process.exitCode = 1;
            if (json) printJson({ name, switched, verification });
            else printLine(`${verificationText(name, verification)}${switched ? ' Switched to.' : ''}`);
          }
        });
      });
    });

function tellPlan(view: ProjectionView, switching: boolean, json: boolean): void {
  const { name, building, retired } = view;
  if (json) return printJson({ name, goes_on: building?.number ?? null, drops: switching ? (retired?.number ?? null) : null });
  printLine(`${name}: ${building ? `${generationText(building)}: it would be gone on with.` : 'would be built.'}`);
  const lost = switching ? lostText(view) : null;
  if (lost !== null) printLine(lost);
}
