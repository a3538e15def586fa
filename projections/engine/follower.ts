import type { LogPage, Position } from '../../application/ports/event-store.ts';
import type { Applied } from './applied.ts';
import { applyPart } from './apply-part.ts';
import { FoldFailed } from './fold-failed.ts';
import { generationOf } from './generation.ts';
import { changesSoFar, isOfVersion, knownGenerations } from './generations.ts';
import { Group, type Followed } from './group.ts';
import { following, type GenerationState } from './lifecycle/states.ts';
import { checkpointOf } from './names.ts';
import { prepareGenerations } from './prepare.ts';
import type { ProjectorDeps } from './projector-deps.ts';
import { stepUntilItFails } from './step.ts';
import { partsOf } from './work.ts';

export interface ProjectionStatus {
  readonly projection: string;
  readonly generation: number;
  readonly state: GenerationState;
  readonly position: Position;
  /** Why it is stopped; null while it runs. It runs again when the program starts again. */
  readonly stopped: string | null;
}

/**
 * The groups of generations and how they move (live ones, those to follow them, those that they have followed):
 *
 *   head      ──► one page at a time, up to the head of the log
 *   behind it ──► the last group moves one page for each page of the head, up to the group before it, and joins that
 *   a generation that cannot take an event is taken out, moved up to that event, and stands still until the program starts again
 */
export class Follower {
  readonly #deps: ProjectorDeps;
  readonly #applied: Applied;
  /** What this program keeps and can go on with, by position from the head to the last. */
  #groups: readonly Group[] = [];
  #stopped: readonly { readonly member: Followed; readonly reason: string }[] = [];
  #stale = false;
  /** The last change of a generation that is known here. */
  #changes = 0n;

  constructor(deps: ProjectorDeps, applied: Applied) {
    this.#deps = deps;
    this.#applied = applied;
  }

  async prepare(): Promise<void> {
    this.#stopped = [];
    await prepareGenerations(this.#deps.pool, this.#deps.projections);
    await this.#reload();
  }

  /** Looks whether somebody has changed the life of a generation: built, switched, dropped one. */
  async look(): Promise<void> {
    if ((await changesSoFar(this.#deps.pool)) !== this.#changes) this.distrust();
  }

  /** What is known of the checkpoints may be wrong: the next round loads them. */
  distrust(): void {
    this.#stale = true;
  }

  /** Moves each of head and last by one page; true when there is nothing more to do for now. */
  async round(signal: AbortSignal): Promise<boolean> {
    if (this.#stale) await this.#reload();
    const [head, ...behind] = this.#groups;
    const last = behind.at(-1);
    const next = this.#groups.at(-2);
    const caughtUp = head === undefined || (await this.#advance(head, null, signal));
    if (this.#stale || signal.aborted) return false;
    if (last && next) await this.#advance(last, next.position, signal);
    this.#join();
    return caughtUp && behind.length === 0 && !this.#stale;
  }

  status(): readonly ProjectionStatus[] {
    const running = this.#groups.flatMap(({ members, position }) =>
      members.map((member) => ({ member: { ...member, position }, reason: null })),
    );
    return [...running, ...this.#stopped].map(({ member: { generation, state, position }, reason }) => ({
      projection: generation.projection.name,
      generation: generation.number,
      state,
      position,
      stopped: reason,
    }));
  }

  async #advance(group: Group, until: Position | null, signal: AbortSignal): Promise<boolean> {
    const page = await group.read(until);
    // Also where nothing of ours lies between: whoever waits for the head of the log waits for the store's own entries, too.
    if (page.position > group.position) await this.#apply(group, page, signal);
    return page.caughtUp;
  }

  async #apply(group: Group, page: LogPage, signal: AbortSignal): Promise<void> {
    let rows = 0;
    try {
      for (const part of partsOf(group.routes, page)) {
        if (signal.aborted) return;
        const applied = await applyPart(this.#deps.pool, group.members, group.position, part);
        if (applied === 'lost') return this.distrust();
        group.moved(part.to, applied);
        this.#tell(group);
        rows += part.weight;
      }
      group.weighed(page.events.length, rows);
    } catch (error) {
      if (!(error instanceof FoldFailed)) throw error;
      await this.#isolate(group, page, error);
    }
  }

  async #isolate(group: Group, page: LogPage, failure: FoldFailed): Promise<void> {
    const culprit = group.members.find(({ generation }) => generation.projection.name === failure.projection);
    if (!culprit) throw failure;
    const rest = page.events.filter(({ position }) => position > group.position);
    const end = await stepUntilItFails(this.#deps.pool, culprit, group.position, { ...page, events: rest });
    this.distrust();
    if (end === null) return;
    this.#stopped = [...this.#stopped, { member: { ...culprit, position: end.position }, reason: end.failure.message }];
    const { recorded, projection, message, cause } = end.failure;
    this.#deps.log.error({ projection, position: recorded?.position.toString(), event: recorded?.id, err: cause }, `Stopped: ${message}`);
  }

  /** Takes generations, positions and states from the database: those of this program's version, which alone it can fold. */
  async #reload(): Promise<void> {
    this.#stale = false;
    this.#changes = await changesSoFar(this.#deps.pool);
    const known = await knownGenerations(this.#deps.pool);
    const before = new Map(this.#groups.flatMap(({ members }) => members.map(({ generation }) => [generation.checkpoint, generation])));
    const stopped = new Set(this.#stopped.map(({ member }) => member.generation.checkpoint));
    const followed = this.#deps.projections.flatMap((projection) =>
      known
        .filter((one) => one.projection === projection.name && following.includes(one.state) && isOfVersion(projection, one))
        .map(({ number, state, position, applied }) => {
          const checkpoint = checkpointOf(projection.name, number);
          return { generation: before.get(checkpoint) ?? generationOf(projection, number), state, position, applied };
        })
        .filter(({ generation }) => !stopped.has(generation.checkpoint)),
    );
    for (const [checkpoint] of before) {
      const kept = followed.some(({ generation }) => generation.checkpoint === checkpoint) || stopped.has(checkpoint);
      if (!kept) this.#deps.log.info({ tables: checkpoint }, 'Tables of a read model are gone');
    }
    this.#regroup(followed);
    this.#applied.moved(known.filter(({ state }) => state === 'live').map(({ projection, position }) => [projection, position]));
  }

  #tell({ members, position }: Group): void {
    const live = members.filter(({ state }) => state === 'live');
    this.#applied.moved(live.map(({ generation }) => [generation.projection.name, position]));
  }

  /** Groups that have come to stand at one position become one. */
  #join(): void {
    const positions = new Set(this.#groups.map(({ position }) => position));
    if (positions.size === this.#groups.length) return;
    this.#regroup(this.#groups.flatMap(({ members, position }) => members.map((member) => ({ ...member, position }))));
  }

  #regroup(followed: readonly Followed[]): void {
    const { store, pageSize } = this.#deps;
    this.#groups = [...Map.groupBy(followed, ({ position }) => position)]
      .map(([position, members]) => new Group(members, position, store, pageSize ?? 500))
      .sort((a, b) => (a.position < b.position ? 1 : -1));
  }
}
