import type { Command } from 'commander';
import { readSettings } from '../../../infrastructure/config.ts';
import { Program } from '../../../infrastructure/container/program.ts';
import { fileLog } from '../log.ts';
import { aborted, untilSignal } from '../until-signal.ts';

/** `colophon serve`: the server with its local agent, until SIGTERM or Ctrl-C. */
export const serve = (cli: Command): Command =>
  cli
    .command('serve')
    .description('start the server, ready for clients, with an agent on this machine')
    .action(async () => {
      const ending = untilSignal();
      const settings = readSettings(process.env);
      const program = await Program.open(settings, fileLog(settings));
      try {
        const url = await program.serve();
        process.stdout.write(
          [
            `data in ${program.dataFolder}, log in ${program.dataFolder}/colophon.log`,
            program.database.home === null ? 'database: your own' : `database in ${program.database.home}`,
            'first user: npx colophon users create --email you@example.org --admin',
            `listening on ${url}`,
            '',
          ].join('\n'),
        );
        await aborted(ending);
      } finally {
        await program.close();
      }
    });
