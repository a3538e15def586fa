import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { fingerprintOf } from '../../../application/audit/bundle/manifest.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { anId } from '../audit/unknown.ts';
import { confirmed } from '../output/confirm.ts';
import { printJson, printLine } from '../output/print.ts';
import { progressBar } from '../output/progress.ts';
import { withReadModels } from '../output/with-read-models.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly to: string;
  readonly yes: boolean;
  readonly json: boolean;
}

/** `colophon audit export <process> --to <file>`: everything that the log holds about a process, so that anybody can check it. */
export const exportBundle = (audit: Command): Command =>
  audit
    .command('export <process>')
    .description('write everything the log holds about a process into a file that is chained and signed')
    .requiredOption('--to <file>', 'where to write it')
    .option('--yes', 'replace a file that is there', false)
    .option('--json', 'print one JSON object {"process", "file", "lines", "key"}', false)
    .action(async (text: string, { to, yes, json }: Options) => {
      const id = anId(text, 'a process');
      if (existsSync(to) && !yes && !process.stdin.isTTY)
        throw new Problem(`${to} is there already: name another file, or give --yes to replace it.`);
      if (existsSync(to)) await confirmed(`${to} is there already: replace it?`, yes);
      await withReadModels(async ({ container }) => {
        const { bundles } = container.get(tokens.audit);
        if (!(await bundles.knows(id)))
          throw new Problem(`There is no process ${id}. Its id stands in its address, and in what "colophon demo --json" prints.`);
        const lines = await written(bundles.lines(id), to);
        const key = fingerprintOf(container.get(tokens.signer).publicKey);
        if (json) printJson({ process: id, file: to, lines, key });
        else printLine(`${to}: ${lines} lines, signed by ${key}. Check it anywhere with "colophon audit verify ${to}".`);
      });
    });

/** The file appears whole, or not at all. */
async function written(lines: AsyncIterable<string>, to: string): Promise<number> {
  const part = `${to}.part`;
  const bar = progressBar('writing', 'lines');
  let count = 0;
  try {
    const file = createWriteStream(part, { mode: 0o600, flush: true });
    await once(file, 'open').catch((error: Error) => {
      throw new Problem(`--to: ${error.message}. Name a file in a folder that is there and that you may write to.`);
    });
    for await (const line of lines) {
      if (!file.write(line)) await once(file, 'drain');
      bar.update((count += 1), count);
    }
    file.end();
    await finished(file);
    renameSync(part, to);
    return count;
  } finally {
    bar.end();
    rmSync(part, { force: true });
  }
}
