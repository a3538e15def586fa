import type { Command } from 'commander';
import { followStream } from '../commands/stream-follow.ts';
import { listStreamEvents } from '../commands/stream-events.ts';
import { showStream } from '../commands/stream-show.ts';

export function streamCommands(cli: Command): void {
  const streams = cli.command('stream').description('events of one thing');
  showStream(streams);
  listStreamEvents(streams);
  followStream(streams);
}
