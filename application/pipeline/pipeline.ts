import { streamOf, type Asking } from '../../domain/kernel/decision.ts';
import type { DomainEvent, Recorded } from '../../domain/kernel/event.ts';
import type { Verdict } from '../../domain/kernel/verdict.ts';
import type { AnyFacts } from '../facts/facts.ts';
import { RecentStreams } from '../log/recent-streams.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import { IdempotencyMismatch, WrongExpectedRevision } from '../ports/event-store-errors.ts';
import type { Look } from '../ports/look/look.ts';
import type { Refusals } from '../ports/refusals.ts';
import { appendPatiently, newEvents, type Done } from './append.ts';
import { CommandConflict, type AnyCommand, type CommandBus, type Origin, type Outcome } from './command.ts';
import { decideWith, type Decide } from './decide.ts';
import { Folded } from './folded.ts';
import { heldOf, isOwnStream, type Held } from './held.ts';
import { evolveAll, load, loadedOf, type Loaded } from './load.ts';
import { split } from './split.ts';

export interface PipelineDeps {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly look: Look;
  readonly facts: readonly AnyFacts[];
  readonly refusals: Refusals;
}

/** A process of ten thousand tasks has as many streams. */
const streamsKept = 12_000;
/** How often another writer may win before the command is given up. */
export const maximalAttempts = 8;

/**
 * The way of every command. What is known of a stream without reading it is enough to begin with: where the verdict is events and the
 * store takes them, it was right; else the stream is read.
 *
 *   known or new? ─ yes ─► facts ─► decide ─ events ─► append ─ written ─► events and position
 *     │ no                             └ anything else ─┐    └ not ─┐
 *     ▼                                                 ▼           ▼
 *
 *   load ─► held already? ─ whole ─────────────────────────► its first answer
 *     ▲          │ none, refusal, prefix?
 *     │          ▼
 *     │   facts ─► decide ─ refused ─► keep the refusal ───► refusals
 *     │          │ events
 *     │          ▼
 *     └─ lost ─ append with the expected revision ─────────► events and position
 */
export class Pipeline implements CommandBus {
  readonly #deps: PipelineDeps;
  readonly #decide: Decide;
  readonly #recent: RecentStreams;
  readonly #folded = new Folded(streamsKept);

  constructor(deps: PipelineDeps) {
    this.#deps = deps;
    this.#decide = decideWith(deps.facts, deps.look);
    this.#recent = new RecentStreams(deps.store, streamsKept);
  }

  async execute(command: AnyCommand, origin: Origin): Promise<Outcome> {
    return (await this.#ahead(command, origin)) ?? this.#onRead(command, origin);
  }

  /** Null: the stream must be read. */
  async #ahead(command: AnyCommand, origin: Origin): Promise<Outcome | null> {
    const loaded = await this.#known(command, origin);
    const held = loaded && heldOf(command, origin, loaded);
    if (held?.kind === 'whole') return outcome(loaded!, held.events);
    if (!loaded || held?.kind !== 'none') return null;
    const now = this.#deps.clock.now();
    const { events, refusals } = await this.#verdict(command, origin, loaded.state, now);
    if (events.length === 0 || refusals.length > 0) return null;
    try {
      const appended = await this.#append(command, origin, loaded, events, now, 0, true);
      return appended.written ? outcome(loaded, appended.events) : null;
    } catch (error) {
      if (error instanceof WrongExpectedRevision || error instanceof IdempotencyMismatch) return null;
      throw error;
    }
  }

  /** The stream as it must be, if nothing has happened that is not known here. */
  async #known({ decision, id }: AnyCommand, { commandId }: Origin): Promise<Loaded<unknown> | null> {
    const { aggregate, begins } = decision;
    const stream = streamOf(aggregate, id);
    const known = id === commandId ? [] : await this.#recent.known(stream);
    if (!known && begins) this.#recent.suppose(stream);
    const events = known ?? (begins ? [] : null);
    return events && loadedOf(stream, events, this.#folded.of(aggregate, stream, events));
  }

  async #onRead(command: AnyCommand, origin: Origin): Promise<Outcome> {
    const { clock } = this.#deps;
    const { aggregate } = command.decision;
    let loaded = await load<unknown>({ readStream: (stream) => this.#recent.reread(stream) }, aggregate, command.id);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(command, origin, loaded);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
        if (attempt === maximalAttempts) throw new CommandConflict(loaded.stream);
      }
      await clock.wait(2 ** (attempt - 1));
      loaded = await load(this.#deps.store, aggregate, command.id, loaded);
    }
  }

  async #attempt(command: AnyCommand, origin: Origin, loaded: Loaded<unknown>): Promise<Outcome> {
    const held = heldOf(command, origin, loaded);
    if (held.kind === 'whole') return outcome(loaded, held.events);
    if (held.kind === 'prefix?') return this.#complete(command, origin, loaded, held);

    const now = this.#deps.clock.now();
    const verdict = await this.#verdict(command, origin, loaded.state, now);
    const { events } = await this.#append(command, origin, loaded, verdict.events, now, held.events.length);
    if (verdict.refusals.length > 0) this.#keep(command, origin, loaded.stream, verdict, now);
    return { ...outcome(loaded, events), refusals: verdict.refusals };
  }

  /** Decides as at first (the state before, the time of then) and appends what a break left out. */
  async #complete(command: AnyCommand, origin: Origin, loaded: Loaded<unknown>, { events: held }: Held): Promise<Outcome> {
    const first = held[0] as Recorded;
    const { aggregate } = command.decision;
    const before = evolveAll(aggregate, aggregate.initial, loaded.events.slice(0, first.revision));
    const { events } = await this.#verdict(command, origin, before, first.time);
    const { events: rest } = await this.#append(command, origin, loaded, events.slice(held.length), first.time, held.length);
    return outcome(loaded, [...held, ...rest]);
  }

  #verdict({ decision, id, input }: AnyCommand, { commandId, actor }: Origin, state: unknown, now: Date): Promise<Verdict<DomainEvent>> {
    const asking: Asking = { id, commandId, actor, now };
    return this.#decide(decision, state, input, asking);
  }

  /** @param onlyNew what was there before is a repetition, whose first answer stands in the stream: it ends with nothing */
  async #append(
    command: AnyCommand,
    origin: Origin,
    { stream, expected }: Loaded<unknown>,
    events: readonly DomainEvent[],
    now: Date,
    first: number,
    onlyNew = false,
  ): Promise<Done> {
    if (events.length === 0) return { events: [], written: true };
    const { store, clock } = this.#deps;
    const fresh = newEvents(command.decision.aggregate, stream, events, origin, now, first);
    const done: Recorded[] = [];
    for (const part of isOwnStream(command, origin.commandId) ? split(fresh) : [fresh]) {
      const { events: recorded, written } = await appendPatiently(store, clock, stream, done.at(-1)?.revision ?? expected, part);
      if (!written && onlyNew) return { events: [], written };
      done.push(...recorded);
    }
    return { events: done, written: true };
  }

  #keep(
    { decision, input }: AnyCommand,
    { actor, commandId, correlationId, causationId }: Origin,
    target: string,
    { refusals }: Verdict<DomainEvent>,
    at: Date,
  ): void {
    this.#deps.refusals.keep({ at, actor, command: decision.name, target, commandId, correlationId, causationId, refusals, input });
  }
}

const outcome = ({ head }: Loaded<unknown>, events: readonly Recorded[]): Outcome => ({
  refusals: [],
  events,
  position: events.at(-1)?.position ?? head,
});
