import type { Asking, Verdict } from '../../domain/kernel/decision.ts';
import type { DomainEvent, Recorded } from '../../domain/kernel/event.ts';
import type { AnyFacts } from '../facts/facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import { WrongExpectedRevision } from '../ports/event-store-errors.ts';
import type { Look } from '../ports/look/look.ts';
import type { Refusals } from '../ports/refusals.ts';
import { appendPatiently, newEvents } from './append.ts';
import { CommandConflict, type AnyCommand, type CommandBus, type Origin, type Outcome } from './command.ts';
import { decideWith, type Decide } from './decide.ts';
import { heldOf, isOwnStream, type Held } from './held.ts';
import { evolveAll, load, type Loaded } from './load.ts';
import { split } from './split.ts';

export interface PipelineDeps {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly look: Look;
  readonly facts: readonly AnyFacts[];
  readonly refusals: Refusals;
}

/** How often another writer may win before the command is given up. */
export const maximalAttempts = 8;

/**
 * The way of every command:
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

  constructor(deps: PipelineDeps) {
    this.#deps = deps;
    this.#decide = decideWith(deps.facts, deps.look);
  }

  async execute(command: AnyCommand, origin: Origin): Promise<Outcome> {
    const { store, clock } = this.#deps;
    let loaded = await load<unknown>(store, command.decision.aggregate, command.id);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(command, origin, loaded);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
        if (attempt === maximalAttempts) throw new CommandConflict(loaded.stream);
      }
      await clock.wait(2 ** (attempt - 1));
      loaded = await load(store, command.decision.aggregate, command.id, loaded);
    }
  }

  async #attempt(command: AnyCommand, origin: Origin, loaded: Loaded<unknown>): Promise<Outcome> {
    const held = heldOf(command, origin, loaded);
    if (held.kind === 'whole') return outcome(loaded, held.events);
    if (held.kind === 'prefix?') return this.#complete(command, origin, loaded, held);

    const now = this.#deps.clock.now();
    const verdict = await this.#verdict(command, origin, loaded.state, now);
    const events = await this.#append(command, origin, loaded, verdict.events, now, held.events.length);
    if (verdict.refusals.length > 0) this.#keep(command, origin, loaded.stream, verdict, now);
    return { ...outcome(loaded, events), refusals: verdict.refusals };
  }

  /** Decides as at first (the state before, the time of then) and appends what a break left out. */
  async #complete(command: AnyCommand, origin: Origin, loaded: Loaded<unknown>, { events: held }: Held): Promise<Outcome> {
    const first = held[0] as Recorded;
    const { aggregate } = command.decision;
    const before = evolveAll(aggregate, aggregate.initial, loaded.events.slice(0, first.revision));
    const { events } = await this.#verdict(command, origin, before, first.time);
    const rest = await this.#append(command, origin, loaded, events.slice(held.length), first.time, held.length);
    return outcome(loaded, [...held, ...rest]);
  }

  #verdict({ decision, id, input }: AnyCommand, { commandId, actor }: Origin, state: unknown, now: Date): Promise<Verdict<DomainEvent>> {
    const asking: Asking = { id, commandId, actor, now };
    return this.#decide(decision, state, input, asking);
  }

  async #append(
    command: AnyCommand,
    origin: Origin,
    { stream, expected }: Loaded<unknown>,
    events: readonly DomainEvent[],
    now: Date,
    first: number,
  ): Promise<readonly Recorded[]> {
    if (events.length === 0) return [];
    const fresh = newEvents(command.decision.aggregate, stream, events, origin, now, first);
    const done: Recorded[] = [];
    for (const part of isOwnStream(command, origin.commandId) ? split(fresh) : [fresh]) {
      done.push(...(await appendPatiently(this.#deps.store, this.#deps.clock, stream, done.at(-1)?.revision ?? expected, part)));
    }
    return done;
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
