import { Command } from 'commander';
import { exitCodeOf, explained } from './exit.ts';
import { allCommands, settingsHelp } from './help.ts';
import { parts } from './parts.ts';

const cli = new Command('colophon')
  .description('Colophon runs document-processing workers over collections of scanned pages.')
  .configureHelp(allCommands)
  .addHelpText('after', () => `\n${settingsHelp()}`);

const named = parts[process.argv[2] ?? ''];
for (const load of named ? [named] : Object.values(parts)) await load(cli);

try {
  await cli.parseAsync();
  await new Promise<void>((printed) => process.stdout.write('', () => printed())); // a pipe takes it piece by piece
  process.exit();
} catch (error) {
  process.stderr.write(`${explained(error)}\n`);
  process.exit(exitCodeOf(error));
}
