import type { Pool } from 'pg';
import type { Clock } from '../../../application/ports/clock.ts';
import type { EventStore, Position } from '../../../application/ports/event-store.ts';
import { PageReader } from '../page-reader.ts';
import { readChanging } from '../read-rows.ts';
import { mostRows, partsOf, routesOf, type Part, type Work } from '../work.ts';
import type { Generation } from '../generation.ts';
import type { Building } from './building.ts';
import { flushLane } from './flush-lane.ts';
import { Pacemaker } from './pace.ts';
import { Throttle } from './throttle.ts';

export interface PassDeps {
  readonly store: Pick<EventStore, 'readAll'>;
  /** Reads rows and writes them, on as many connections as there are lanes. */
  readonly pool: Pool;
  readonly clock: Clock;
  /** Events per page at most. */
  readonly pageSize: number;
  /** Called after each transaction: whether to go on. */
  readonly onWritten?: (position: Position, events: number) => Promise<boolean> | boolean;
}

/**
 * Written at once, unless a single event touches more: enough that many events of a row become one write, few enough for flat memory. Rows
 * that one event made in several read models share most of what they hold, so of several there may be more each.
 */
const mostChanges = { alone: 16_000, together: 22_000, all: 110_000 } as const;
/** So that a pause or a crash costs little; of many that are built together each write costs as much as that of one, so it comes more rarely. */
const longestMs = { each: 5_000, all: 20_000 } as const;

/** A generation was paused, cancelled or moved by another builder. */
export class Interrupted extends Error {
  constructor() {
    super('What is being built has been changed by somebody else.');
    this.name = 'Interrupted';
  }
}

/**
 * One way through the log for all generations that are being built:
 *
 *   part ──► rows not known are read ──► fold in memory ──► part …
 *              (while the one before       └─ enough rows changed, or it took long ──► all lanes are written, each in its own
 *               it is folded)                                                          transaction, while the next are folded
 *
 * What was not written when it ends is folded again from the checkpoints: nothing is lost, nothing has its effect twice.
 */
export class BuildPass {
  readonly #deps: PassDeps;
  readonly #buildings: readonly Building[];
  readonly #byGeneration: ReadonlyMap<Generation, Building>;
  readonly #mostChanges: number;
  readonly #longestMs: number;
  readonly #throttle: Throttle;
  readonly #pacemaker: Pacemaker;
  #position: Position;
  #events = 0;
  #begunAt: number;
  #writing: Promise<boolean> = Promise.resolve(true);

  constructor(deps: PassDeps, buildings: readonly Building[], maxRate: number | null) {
    this.#deps = deps;
    this.#buildings = buildings;
    this.#byGeneration = new Map(buildings.map((building) => [building.generation, building]));
    this.#mostChanges = buildings.length === 1 ? mostChanges.alone : Math.min(mostChanges.together * buildings.length, mostChanges.all);
    this.#longestMs = Math.min(longestMs.each * buildings.length, longestMs.all);
    const [first, ...others] = buildings.map(({ position }) => position);
    if (first === undefined) throw new Error('There is nothing to build.');
    this.#position = others.reduce((least, position) => (position < least ? position : least), first);
    this.#throttle = new Throttle(deps.clock);
    this.#throttle.set(maxRate);
    this.#pacemaker = new Pacemaker(deps.clock, this.#position);
    this.#begunAt = deps.clock.now().getTime();
  }

  /**
   * Until the end of the log (true), or until it is to end (false). What was folded is written then, and it may be run once more.
   * @throws Interrupted, FoldFailed, what the store and the database throw; the pass is over then
   */
  async run(signal: AbortSignal): Promise<boolean> {
    try {
      for await (const part of this.#learnt(signal)) {
        if (signal.aborted) return await this.#end(false);
        await this.#each(part, (building, work) => building.fold(work, this.#read));
        this.#position = part.to;
        this.#events += part.events;
        if (this.#full && !(await this.#write())) return await this.#end(false);
      }
      return await this.#end(true);
    } catch (error) {
      await this.#writing.catch(() => undefined);
      throw error;
    }
  }

  /** Parts whose rows are known; while one is being folded, what the next one needs is read. */
  async *#learnt(signal: AbortSignal): AsyncGenerator<Part> {
    let last: Promise<Part> | null = null;
    for await (const part of this.#parts(signal)) {
      const learning = this.#each(part, (building, work) => building.learn(work, this.#read)).then(() => part);
      learning.catch(() => undefined); // whoever takes this part hears of it
      if (last) yield await last;
      last = learning;
    }
    if (last) yield await last;
  }

  async *#parts(signal: AbortSignal): AsyncGenerator<Part> {
    const { store, pageSize } = this.#deps;
    const reader = new PageReader(store, pageSize);
    const routes = routesOf(this.#buildings.map(({ generation }) => generation));
    for (let position = this.#position; ;) {
      reader.atMost(this.#throttle.perSecond);
      const page = await reader.read(position);
      const parts = [...partsOf(routes, page)];
      yield* parts;
      position = page.position;
      const rows = parts.reduce((sum, { weight }) => sum + weight, 0);
      reader.weighed(page.events.length, rows, mostRows);
      if (page.caughtUp) return;
      await this.#throttle.after(page.events.length, signal);
    }
  }

  #each(part: Part, what: (building: Building, work: Work) => Promise<void>): Promise<unknown> {
    return Promise.all(part.work.map((work) => what(this.#byGeneration.get(work.generation)!, work)));
  }

  get #full(): boolean {
    const changes = this.#buildings.reduce((sum, building) => sum + building.changes, 0);
    return changes >= this.#mostChanges || this.#deps.clock.now().getTime() - this.#begunAt >= this.#longestMs;
  }

  async #end(reached: boolean): Promise<boolean> {
    const goOn = await this.#write();
    await this.#writing;
    return goOn && reached;
  }

  /** Begins to write what has changed, once what was begun before is written. Whether to go on. */
  async #write(): Promise<boolean> {
    const goOn = await this.#writing;
    this.#begunAt = this.#deps.clock.now().getTime();
    this.#writing = this.#flush(this.#position);
    this.#writing.catch(() => undefined); // whoever waits for it next hears of it
    return goOn;
  }

  async #flush(to: Position): Promise<boolean> {
    const { pool, onWritten } = this.#deps;
    const events = this.#events;
    const pace = this.#pacemaker.mark(events, to);
    const due = this.#buildings.map((building) => ({ building, lanes: building.begin(to) }));
    const flushed = await allOf(
      due.flatMap(({ building, lanes }) => lanes.map((lane) => flushLane(pool, building.generation, lane, to, pace))),
    );
    const rates = flushed.map((one) => {
      if (one === 'interrupted') throw new Interrupted();
      return one.maxRate;
    });
    for (const { building } of due) building.written(to);
    const limits = rates.filter((rate) => rate !== null);
    if (rates.length > 0) this.#throttle.set(limits.length > 0 ? Math.min(...limits) : null);
    return (await onWritten?.(to, events)) ?? true;
  }

  readonly #read: Parameters<Building['fold']>[1] = (table, keys) => readChanging(this.#deps.pool, table, keys);
}

/** All of them, settled; throws what the first that failed threw. */
async function allOf<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
