import { Command } from 'commander';
import { exitCodeOf, explained } from './exit.ts';
import { allCommands, settingsHelp } from './help.ts';
import { parts } from './parts.ts';
import { version } from './version.ts';

/** Does what `colophon <arguments>` says; resolves with the exit code once everything is printed. */
export async function runCli(args: readonly string[]): Promise<number> {
  const cli = new Command('colophon')
    .description('Colophon runs document-processing workers over collections of scanned pages.')
    .version(version, '-V, --version', 'show which version this is')
    .configureHelp(allCommands)
    .allowExcessArguments(false) // one that is ignored would be a wish that is not heard
    .addHelpText('after', () => `\n${settingsHelp()}`);
  const named = parts[args[0] ?? ''];
  for (const load of named ? [named] : Object.values(parts)) await load(cli);
  try {
    await cli.parseAsync(args, { from: 'user' });
    await new Promise<void>((printed) => process.stdout.write('', () => printed())); // a pipe takes it piece by piece
    return Number(process.exitCode ?? 0);
  } catch (error) {
    process.stderr.write(`${explained(error)}\n`);
    return exitCodeOf(error);
  }
}
