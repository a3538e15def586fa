import Bull from 'bull';
import { Redis } from 'ioredis';
import type { Clock } from '../../../application/ports/clock.ts';
import { succeedsSoon } from '../bounded.ts';

/** What a worker had taken when it died comes to another one after this time at the latest. */
const settings: Bull.AdvancedSettings = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 1_000_000 };

/**
 * A connection that owes an answer and is silent for this long carries nothing any more though nobody closed it: it is given up, and one
 * made anew. Longer than the 5 s for which Redis keeps a worker's question for the next job open. One that owes none is asked after by TCP.
 */
const line = { socketTimeout: 8_000, keepAlive: 10_000 };

export interface OpenQueue {
  readonly queue: Bull.Queue;
  /** Ends it and every connection of it, soon in any case. */
  readonly close: (clock: Clock) => Promise<void>;
}

/**
 * Bull's view of the open jobs. Commands given while Redis is away fail soon, instead of waiting in memory.
 *
 * Three things are kept from Bull, which it does wrong when Redis goes at that moment: it names its connection and hears of no failure,
 * which would end the program; so it does when it connects its blocking connection anew, to interrupt it; and it makes or keeps
 * connections that nobody ends after its close, with which a program never ends. So it names none, its failures to connect are
 * unsaid (the driver tries again in any case), and connections are counted and ended here.
 */
export function openQueue(url: string, onFailure: (error: unknown) => void): OpenQueue {
  const clients: Redis[] = [];
  let ended = false;
  const createClient: Bull.QueueOptions['createClient'] = (type, options = {}) => {
    const client = new Redis({ ...options, ...line, maxRetriesPerRequest: type === 'client' ? 1 : null, lazyConnect: true });
    const connect = client.connect.bind(client);
    client.connect = () => (ended ? Promise.resolve() : connect().catch(() => undefined));
    void client.connect();
    clients.push(client);
    return client;
  };
  const queue = new Bull('open-jobs', url, { prefix: 'colophon', createClient, settings });
  queue.clients = clients;
  queue.setWorkerName = () => Promise.resolve();
  queue.on('error', onFailure);
  return {
    queue,
    async close(clock) {
      await succeedsSoon(clock, () => queue.close());
      ended = true;
      for (const client of clients) {
        client.options.retryStrategy = () => null;
        client.disconnect();
      }
    },
  };
}
