import type { CommandBus } from '../pipeline/command.ts';
import type { Checkpoints } from '../ports/checkpoints.ts';
import type { Clock } from '../ports/clock.ts';
import { beginning, type EventStore, type LogPage } from '../ports/event-store.ts';
import type { Service } from '../ports/service.ts';
import { subscribe } from '../log/subscription.ts';
import type { Reactor, Send } from './reactor.ts';
import { sendAs } from './send.ts';

export interface RunnerDeps {
  readonly store: EventStore;
  readonly bus: CommandBus;
  readonly checkpoints: Checkpoints;
  readonly clock: Clock;
  /** A page that could not be worked on; it is tried again with growing pauses (0.1 s to 10 s). */
  readonly onFailure: (reactor: string, error: unknown) => void;
}

/** Leads one reactor through the log from its own checkpoint: react to a page, then keep the position. */
export class ReactorRunner implements Service {
  readonly name: string;
  readonly #reactor: Reactor;
  readonly #deps: RunnerDeps;
  readonly #send: Send;
  #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(reactor: Reactor, deps: RunnerDeps) {
    this.name = `reactor ${reactor.name}`;
    this.#reactor = reactor;
    this.#deps = deps;
    this.#send = sendAs(reactor.name, deps.bus);
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController();
    const { checkpoints, store, clock } = this.#deps;
    const after = (await checkpoints.load(this.#reactor.name)) ?? beginning;
    const pages = subscribe(store, { after, clock, signal: this.#stopping.signal });
    this.#running = this.#follow(pages);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #follow(pages: AsyncIterable<LogPage>): Promise<void> {
    for await (const page of pages) {
      for (let pause = 100; !this.#stopping.signal.aborted; pause = Math.min(pause * 2, 10_000)) {
        if (await this.#handled(page)) break;
        await this.#deps.clock.wait(pause, this.#stopping.signal);
      }
    }
  }

  async #handled({ events, position }: LogPage): Promise<boolean> {
    try {
      const wanted = events.filter((event) => this.#reactor.takes.includes(event.type));
      if (wanted.length > 0) await this.#reactor.react(wanted, this.#send);
      await this.#deps.checkpoints.save(this.#reactor.name, position);
      return true;
    } catch (error) {
      this.#deps.onFailure(this.#reactor.name, error);
      return false;
    }
  }
}
