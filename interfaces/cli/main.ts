#!/usr/bin/env node
import { Command } from 'commander';
import { settingsSchema, variableOf } from '../../infrastructure/settings.ts';
import { demo } from './commands/demo.ts';
import { writeDocs } from './commands/docs.ts';
import { followProcess } from './commands/process-follow.ts';
import { serve } from './commands/serve.ts';
import { createUser } from './commands/users-create.ts';
import { explained } from './exit.ts';

const settingLines = Object.entries(settingsSchema.shape).map(
  ([name, schema]) => `  ${variableOf(name).padEnd(34)} ${schema.description ?? ''}`,
);

const cli = new Command('colophon')
  .description('Colophon runs document-processing workers over collections of scanned pages.')
  .addHelpText(
    'after',
    `\nEnvironment (secrets also as <name>_FILE):\n${settingLines.join('\n')}\n\nExit codes: 0 done, 1 not done (the reason is said), 130 ended by Ctrl-C.`,
  );

serve(cli);
demo(cli);
createUser(cli.command('users').description('people who use this installation'));
followProcess(cli.command('process').description('pieces of work'));
writeDocs(cli);

try {
  await cli.parseAsync();
  process.exit();
} catch (error) {
  process.stderr.write(`${explained(error)}\n`);
  process.exit(1);
}
