import { Command } from 'commander';
import { exitCodeOf, explained } from './exit.ts';
import { allCommands, settingsHelp } from './help.ts';
import { parts } from './parts.ts';

const cli = new Command('colophon')
  .description('Colophon runs document-processing workers over collections of scanned pages.')
  .configureHelp(allCommands)
  .allowExcessArguments(false) // one that is ignored would be a wish that is not heard
  .addHelpText('after', () => `\n${settingsHelp()}`);

// Whoever reads has had enough (`… | head`): nothing is wrong. The code is that of a program that the pipe ends.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(141);
  throw error;
});

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
