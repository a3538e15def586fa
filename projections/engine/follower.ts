import type { LogPage, Position } from '../../application/ports/event-store.ts';
import type { Applied } from './applied.ts';
import { applyPart } from './apply-part.ts';
import { FoldFailed } from './fold-failed.ts';
import type { Generation } from './generation.ts';
import { knownGenerations, type KnownGeneration } from './generations.ts';
import { Group, type Followed } from './group.ts';
import { prepareGenerations } from './prepare.ts';
import type { ProjectionStatus, ProjectorDeps } from './projector.ts';
import { stepUntilItFails } from './step.ts';
import { switchTo } from './switch-generation.ts';
import { partsOf } from './work.ts';

/**
 * The groups of generations and how they move:
 *
 *   head      ──► one page at a time, up to the head of the log
 *   behind it ──► the last group moves one page for each page of the head, up to the group before it, and joins that
 *   a built generation that has caught up takes the place of the live one
 *   a projection that cannot take an event is taken out, moved up to that event, and stands still
 */
export class Follower {
  readonly #deps: ProjectorDeps;
  readonly #applied: Applied;
  /** What this program keeps and can go on with. */
  #kept: readonly Generation[] = [];
  /** The same by position, from the head to the last. */
  #groups: readonly Group[] = [];
  #stopped: readonly { readonly member: Followed; readonly reason: string }[] = [];
  #stale = false;

  constructor(deps: ProjectorDeps, applied: Applied) {
    this.#deps = deps;
    this.#applied = applied;
  }

  async prepare(): Promise<void> {
    this.#stopped = [];
    this.#kept = await prepareGenerations(this.#deps.pool, this.#deps.projections);
    await this.#reload();
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
    if (caughtUp && head) await this.#switchBuilt(head);
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
    if (page.events.length === 0 && until !== page.position) group.passed(page.position);
    else await this.#apply(group, page, signal);
    return page.caughtUp;
  }

  async #apply(group: Group, page: LogPage, signal: AbortSignal): Promise<void> {
    let rows = 0;
    try {
      for (const part of partsOf(group.routes, page)) {
        if (signal.aborted) return;
        if ((await applyPart(this.#deps.pool, group.generations, group.position, part)) === 'lost') return this.distrust();
        group.moved(part.to);
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
    const end = await stepUntilItFails(this.#deps.pool, culprit.generation, group.position, { ...page, events: rest });
    this.distrust();
    if (end === null) return;
    this.#kept = this.#kept.filter((generation) => generation !== culprit.generation);
    this.#stopped = [...this.#stopped, { member: { ...culprit, position: end.position }, reason: end.failure.message }];
    const { recorded, projection, message, cause } = end.failure;
    this.#deps.log.error({ projection, position: recorded?.position.toString(), event: recorded?.id, err: cause }, `Stopped: ${message}`);
  }

  async #switchBuilt(head: Group): Promise<void> {
    for (const { generation, state } of head.members) {
      if (state !== 'building' || !(await switchTo(this.#deps.pool, generation))) continue;
      this.#deps.log.info({ projection: generation.projection.name, generation: generation.number }, 'New tables of a read model are live');
      this.distrust();
    }
  }

  /** Takes positions and states from the database; what another program has taken away is kept no longer. */
  async #reload(): Promise<void> {
    this.#stale = false;
    const known = await knownGenerations(this.#deps.pool);
    const found = this.#kept.map((generation) => ({ generation, now: known.find((one) => isKnownAs(generation, one)) }));
    for (const { generation, now } of found) {
      if (!now) this.#deps.log.warn({ tables: generation.checkpoint }, 'Another program has taken the tables of a read model away');
    }
    const followed = found.flatMap(({ generation, now }) => (now ? { generation, state: now.state, position: now.position } : []));
    this.#kept = followed.map(({ generation }) => generation);
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

const isKnownAs = ({ projection, number }: Generation, known: KnownGeneration): boolean =>
  known.projection === projection.name && known.number === number;
