import type { Command } from 'commander';
import { discardParkedCommand } from '../commands/parked-discard.ts';
import { listParkedCommand } from '../commands/parked-list.ts';
import { replayParkedCommand } from '../commands/parked-replay.ts';

export function parkedCommands(cli: Command): void {
  const parked = cli.command('parked').description('jobs that failed for good');
  listParkedCommand(parked);
  replayParkedCommand(parked);
  discardParkedCommand(parked);
}
