import type { Command } from 'commander';
import { shownSettings } from '../../../infrastructure/config-shown.ts';
import { printJson, printTable } from '../output/print.ts';

/** `colophon config print`: what the program would run with here, and why. */
export const printConfig = (config: Command): Command =>
  config
    .command('print')
    .description('show every setting, its value and where it came from; secrets are masked, also those inside addresses')
    .option('--json', 'print one JSON object {"settings": [{"name", "variable", "value", "source", "file"}]}', false)
    .action(({ json }: { readonly json: boolean }) => {
      const settings = shownSettings(process.env);
      if (json) return printJson({ settings });
      const rows = settings.map(({ variable, value, source, file }) => [variable, value || '–', file ?? source]);
      printTable(['variable', 'value', 'from'], rows, '');
    });
