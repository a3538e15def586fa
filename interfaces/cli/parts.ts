import type { Command } from 'commander';

/**
 * The parts of the command line in the order of the help. A start loads only the part that it names: all of them together take half a second.
 */
export const parts: Readonly<Record<string, (cli: Command) => Promise<void>>> = {
  serve: async (cli) => void (await import('./commands/serve.ts')).serve(cli),
  demo: async (cli) => void (await import('./commands/demo.ts')).demo(cli),
  doctor: async (cli) => void (await import('./commands/doctor.ts')).doctor(cli),
  users: async (cli) =>
    void (await import('./commands/users-create.ts')).createUser(cli.command('users').description('people who use this installation')),
  config: async (cli) =>
    void (await import('./commands/config-print.ts')).printConfig(cli.command('config').description('settings of this installation')),
  farms: async (cli) =>
    void (await import('./commands/farms-create.ts')).createFarmCommand(cli.command('farms').description('groups of agents')),
  process: async (cli) =>
    void (await import('./commands/process-follow.ts')).followProcess(cli.command('process').description('pieces of work')),
  log: async (cli) => (await import('./groups/log.ts')).logCommands(cli),
  backup: async (cli) => void (await import('./commands/backup.ts')).backup(cli),
  restore: async (cli) => void (await import('./commands/restore.ts')).restore(cli),
  stream: async (cli) => (await import('./groups/stream.ts')).streamCommands(cli),
  event: async (cli) => void (await import('./commands/event-show.ts')).showEvent(cli.command('event').description('single events')),
  trace: async (cli) => void (await import('./commands/trace.ts')).trace(cli),
  audit: async (cli) => (await import('./groups/audit.ts')).auditCommands(cli),
  mails: async (cli) =>
    void (await import('./commands/mails-list.ts')).listMailsCommand(cli.command('mails').description('mails about the ends of processes')),
  parked: async (cli) => (await import('./groups/parked.ts')).parkedCommands(cli),
  projections: async (cli) => (await import('./groups/projections.ts')).projectionsCommands(cli),
  docs: async (cli) => void (await import('./commands/docs.ts')).writeDocs(cli),
};
