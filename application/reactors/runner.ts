import type { CommandBus } from '../pipeline/command.ts';
import type { Checkpoints } from '../ports/checkpoints.ts';
import type { Clock } from '../ports/clock.ts';
import { beginning, type EventStore, type LogPage, type Position } from '../ports/event-store.ts';
import type { NewJob } from '../ports/open-jobs.ts';
import type { Service } from '../ports/service.ts';
import { follow } from './follow.ts';
import type { OpenJob, Reactor, Send } from './reactor.ts';
import { sendAs } from './send.ts';

export interface RunnerDeps {
  readonly store: EventStore;
  readonly bus: CommandBus;
  readonly checkpoints: Checkpoints;
  readonly clock: Clock;
  /** A page that could not be worked on; it is tried again. */
  readonly onFailure: (reactor: string, error: unknown) => void;
  /** Jobs were opened just now: whoever does them may be woken. */
  readonly onOpened?: (jobs: readonly NewJob[]) => void;
}

/** Between two times that the position is kept: what came after the last one comes again after a crash, and does nothing new. */
const keepMs = 1_000;

/**
 * Leads one reactor through the log from its own checkpoint: react to a page, then keep the position, now and then and at the end.
 * Jobs that it opens are kept at once, together with the position.
 */
export class ReactorRunner implements Service {
  readonly name: string;
  readonly #reactor: Reactor;
  readonly #deps: RunnerDeps;
  readonly #send: Send;
  #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #position: Position = beginning;
  #kept: Position = beginning;
  #keptAt = -Infinity;
  #quiet: Promise<void> | null = null;

  constructor(reactor: Reactor, deps: RunnerDeps) {
    this.name = `reactor ${reactor.name}`;
    this.#reactor = reactor;
    this.#deps = deps;
    this.#send = sendAs(reactor.name, deps.bus);
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController();
    const { store, clock, onFailure } = this.#deps;
    const { name } = this.#reactor;
    const after = await this.#from();
    this.#position = after;
    this.#kept = after;
    this.#keptAt = -Infinity;
    this.#reactor.forget();
    const options = { after, clock, signal: this.#stopping.signal, onFailure: (error: unknown) => onFailure(name, error) };
    this.#running = follow(store, options, (page) => this.#handle(page));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#quiet;
    await this.#keep(this.#position).catch((error: unknown) => this.#deps.onFailure(this.#reactor.name, error));
  }

  async #from(): Promise<Position> {
    const { checkpoints, store } = this.#deps;
    const { name, begins } = this.#reactor;
    const from = begins === 'head' ? await checkpoints.effectiveFrom(name, () => store.head()) : beginning;
    const kept = (await checkpoints.load(name)) ?? beginning;
    return kept > from ? kept : from;
  }

  async #handle({ events, position }: LogPage): Promise<void> {
    const wanted = events.filter((event) => this.#reactor.takes.includes(event.type));
    const jobs: NewJob[] = [];
    const open: OpenJob = ({ id: eventId, position: at }, key, data) =>
      jobs.push({ reactor: this.#reactor.name, key, eventId, position: at, data });
    if (wanted.length > 0) await this.#reactor.react(wanted, this.#send, open);
    if (jobs.length > 0) await this.#keep(position, jobs);
    this.#position = position;
    if (this.#deps.clock.now().getTime() - this.#keptAt >= keepMs) await this.#keep(position);
    else this.#keepLater();
  }

  /** When nothing comes any more, the checkpoint still says how far the reactor is: those who watch take one that stands for a defect. */
  #keepLater(): void {
    if (this.#quiet) return;
    const { signal } = this.#stopping;
    this.#quiet = this.#deps.clock.wait(keepMs, signal).then(async () => {
      this.#quiet = null;
      if (!signal.aborted) await this.#keep(this.#position).catch((error: unknown) => this.#deps.onFailure(this.#reactor.name, error));
    });
  }

  async #keep(position: Position, jobs: readonly NewJob[] = []): Promise<void> {
    if (position === this.#kept) return;
    await this.#deps.checkpoints.save(this.#reactor.name, position, jobs);
    this.#kept = position;
    this.#keptAt = this.#deps.clock.now().getTime();
    if (jobs.length > 0) this.#deps.onOpened?.(jobs);
  }
}
