import type { EventStore } from '../ports/event-store.ts';

/** How many events a stream has. Reads some twice as many single events as that number has binary digits: revisions have no gaps. */
export async function streamLength(log: Pick<EventStore, 'readStream'>, stream: string): Promise<number> {
  const has = async (revision: number): Promise<boolean> => (await log.readStream(stream, revision, 1)).length > 0;
  let [least, most] = [0, 1];
  while (await has(most - 1)) [least, most] = [most, most * 2];
  while (least + 1 < most) {
    const middle = Math.floor((least + most) / 2);
    if (await has(middle - 1)) least = middle;
    else most = middle;
  }
  return least;
}
