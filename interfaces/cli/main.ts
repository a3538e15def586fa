#!/usr/bin/env node
import { Command } from 'commander';
import { printConfig } from './commands/config-print.ts';
import { demo } from './commands/demo.ts';
import { writeDocs } from './commands/docs.ts';
import { createFarmCommand } from './commands/farms-create.ts';
import { copyLog } from './commands/log-copy.ts';
import { verifyLog } from './commands/log-verify.ts';
import { rebuildProjections } from './commands/projections-rebuild.ts';
import { verifyProjections } from './commands/projections-verify.ts';
import { followProcess } from './commands/process-follow.ts';
import { serve } from './commands/serve.ts';
import { createUser } from './commands/users-create.ts';
import { explained } from './exit.ts';
import { allCommands, settingsHelp } from './help.ts';

const cli = new Command('colophon')
  .description('Colophon runs document-processing workers over collections of scanned pages.')
  .configureHelp(allCommands)
  .addHelpText('after', () => `\n${settingsHelp()}`);

serve(cli);
demo(cli);
createUser(cli.command('users').description('people who use this installation'));
printConfig(cli.command('config').description('settings of this installation'));
createFarmCommand(cli.command('farms').description('groups of agents'));
followProcess(cli.command('process').description('pieces of work'));
const log = cli.command('log').description('the log of events, as a whole');
copyLog(log);
verifyLog(log);
const projections = cli.command('projections').description('tables that people read');
rebuildProjections(projections);
verifyProjections(projections);
writeDocs(cli);

try {
  await cli.parseAsync();
  await new Promise<void>((printed) => process.stdout.write('', () => printed())); // a pipe takes it piece by piece
  process.exit();
} catch (error) {
  process.stderr.write(`${explained(error)}\n`);
  process.exit(1);
}
