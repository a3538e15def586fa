import { Readable } from 'node:stream';
import type { LogPage, Position } from '../../application/ports/event-store.ts';
import type { LogImport, TakenIn } from '../../application/ports/log-import.ts';
import type { Recorded } from '../../domain/kernel/event.ts';

/** Takes in pages of these events, and gives what is told of each. */
export async function takenIn(into: LogImport, after: Position, ...pages: readonly (readonly Recorded[])[]): Promise<readonly TakenIn[]> {
  const asPages = pages.map((events, index): LogPage => {
    const position = events.at(-1)?.position ?? after;
    return { events, position, caughtUp: index === pages.length - 1 };
  });
  return Array.fromAsync(into.take(after, Readable.from(asPages)));
}
