import type { CommandBus } from '../pipeline/command.ts';
import type { Checkpoints } from '../ports/checkpoints.ts';
import type { Clock } from '../ports/clock.ts';
import { beginning, type EventStore, type LogPage } from '../ports/event-store.ts';
import type { Service } from '../ports/service.ts';
import { follow } from './follow.ts';
import type { Reactor, Send } from './reactor.ts';
import { sendAs } from './send.ts';

export interface RunnerDeps {
  readonly store: EventStore;
  readonly bus: CommandBus;
  readonly checkpoints: Checkpoints;
  readonly clock: Clock;
  /** A page that could not be worked on; it is tried again. */
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
    const { checkpoints, store, clock, onFailure } = this.#deps;
    const { name } = this.#reactor;
    const after = (await checkpoints.load(name)) ?? beginning;
    this.#reactor.forget();
    const options = { after, clock, signal: this.#stopping.signal, onFailure: (error: unknown) => onFailure(name, error) };
    this.#running = follow(store, options, (page) => this.#handle(page));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #handle({ events, position }: LogPage): Promise<void> {
    const wanted = events.filter((event) => this.#reactor.takes.includes(event.type));
    if (wanted.length > 0) await this.#reactor.react(wanted, this.#send);
    await this.#deps.checkpoints.save(this.#reactor.name, position);
  }
}
