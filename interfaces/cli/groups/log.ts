import type { Command } from 'commander';
import { copyLog } from '../commands/log-copy.ts';
import { verifyLog } from '../commands/log-verify.ts';

export function logCommands(cli: Command): void {
  const log = cli.command('log').description('the log of events, as a whole');
  copyLog(log);
  verifyLog(log);
}
