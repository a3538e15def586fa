import type { Command } from 'commander';
import { fingerprintOf } from '../../../application/audit/bundle/manifest.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { isThere, written } from '../audit/bundle-file.ts';
import { anId } from '../audit/unknown.ts';
import { confirmed } from '../output/confirm.ts';
import { printJson, printLine } from '../output/print.ts';
import { progressBar } from '../output/progress.ts';
import { withReadModels } from '../output/with-read-models.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly to: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `colophon audit export <process> --to <file>`: everything that the log holds about a process, so that anybody can check it. */
export const exportBundle = (audit: Command): Command =>
  audit
    .command('export <process>')
    .description('write everything the log holds about a process into a file that is chained and signed')
    .requiredOption('--to <file>', 'where to write it')
    .option('--yes', 'replace a file that is there', false)
    .option('--dry-run', 'only say what would be written or replaced', false)
    .option('--json', 'print one JSON object {"process", "file", "lines", "key"}; with --dry-run {"process", "file", "replaces"}', false)
    .action(async (text: string, { to, yes, dryRun, json }: Options) => {
      const id = anId(text, 'a process');
      const replaces = isThere(to);
      if (replaces && !yes && !dryRun && !process.stdin.isTTY)
        throw new Problem(`${to} is there already: name another file, or give --yes to replace it.`);
      if (replaces && !dryRun) await confirmed(`${to} is there already: replace it?`, yes);
      await withReadModels(async ({ container }) => {
        const { bundles } = container.get(tokens.audit);
        if (!(await bundles.knows(id)))
          throw new Problem(`There is no process ${id}. Its id stands in its address, and in what "colophon demo --json" prints.`);
        if (dryRun) {
          if (json) return printJson({ process: id, file: to, replaces });
          return printLine(`${to} would be ${replaces ? 'replaced' : 'written'}.`);
        }
        const bar = progressBar('writing', 'streams');
        const lines = await written(bundles.lines(id, bar.update), to).finally(bar.end);
        const key = fingerprintOf(container.get(tokens.signer).publicKey);
        if (json) printJson({ process: id, file: to, lines, key });
        else printLine(`${to}: ${lines} lines, signed by ${key}. Check it anywhere with "colophon audit verify ${to}".`);
      });
    });
