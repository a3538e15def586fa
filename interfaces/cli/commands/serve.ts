import { Option, type Command } from 'commander';
import { readSettings } from '../../../infrastructure/config.ts';
import { Program } from '../../../infrastructure/container/program.ts';
import { roles, type Role } from '../../../infrastructure/container/role.ts';
import { logPlace, serverLog } from '../log.ts';
import { aborted, untilSignal } from '../until-signal.ts';
import { version } from '../version.ts';

/** `colophon serve`: the server with its local agent, or one role of it, until SIGTERM or Ctrl-C. */
export const serve = (cli: Command): Command =>
  cli
    .command('serve')
    .description('start the server, ready for clients, with an agent on this machine')
    .addOption(
      new Option('--role <role>', 'what this program does of the whole: api answers requests, worker does what happens by itself')
        .choices(roles)
        .default('all'),
    )
    .action(async ({ role }: { readonly role: Role }) => {
      const ending = untilSignal();
      const settings = readSettings(process.env);
      const log = serverLog(settings);
      const program = await Program.open(settings, log, { toServe: true });
      try {
        const url = await program.serve(role);
        log.info({ version, url, role }, 'listening');
        if (settings.logTo === 'file')
          process.stdout.write(
            [
              `data in ${program.dataFolder}, log in ${logPlace(settings)}`,
              program.database.home === null ? 'database: your own' : `database in ${program.database.home}`,
              ...(role === 'worker' ? [] : ['first user: npx colophon users create --email you@example.org --admin']),
              `listening on ${url}`,
              '',
            ].join('\n'),
          );
        await aborted(ending);
      } finally {
        await program.close();
      }
    });
