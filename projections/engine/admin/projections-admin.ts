import type { Pool } from 'pg';
import { generationOf } from '../generation.ts';
import { knownGenerations } from '../generations.ts';
import { lanesOf } from '../build/lanes.ts';
import { analyzeTables, carryOut, wouldChange, GenerationBehind, GenerationForbidden, type Asked } from '../lifecycle/carry-out.ts';
import type { Act, Change } from '../lifecycle/decide.ts';
import { onItsWay } from '../lifecycle/states.ts';
import type { AnyProjection } from '../projection.ts';
import { incomparable } from '../verify/comparable.ts';
import { holesSeen, type HoleSeen } from '../holes/holes-seen.ts';
import { listProjections, type ListDeps } from './list.ts';
import type { GenerationView, ProjectionView } from './views.ts';

/** There is no projection of this name. */
export class UnknownProjection extends Error {
  constructor(name: string, known: readonly string[]) {
    super(`There is no read model ${name}. There are: ${known.join(', ')}.`);
    this.name = 'UnknownProjection';
  }
}

const behindTries = 100;
const betweenTriesMs = 50;

/**
 * What operators do with projections, from any program: it changes rows of `ops.generations`, and whichever server builds goes by them.
 * Each method answers the generation concerned. @throws UnknownProjection, GenerationForbidden; switch and rollback: GenerationBehind
 */
export class ProjectionsAdmin {
  readonly #deps: ListDeps;
  readonly #projections: readonly AnyProjection[];

  constructor(deps: ListDeps, projections: readonly AnyProjection[]) {
    this.#deps = deps;
    this.#projections = projections;
  }

  get names(): readonly string[] {
    return this.#projections.map(({ name }) => name);
  }

  list(): Promise<readonly ProjectionView[]> {
    return listProjections(this.#deps, this.#projections);
  }

  /** What read models lack of the log, as of the last hourly look: empty when all is well. */
  holes(): Promise<readonly HoleSeen[]> {
    return holesSeen(this.#pool);
  }

  async find(name: string): Promise<ProjectionView> {
    const [view] = await listProjections(this.#deps, [this.#projection(name)]);
    return view!;
  }

  /** What an act would change as things stand, by the same rules, and why it may not be. Nothing is changed. */
  async would(name: string, act: Act): Promise<readonly Change[]> {
    return wouldChange(this.#pool, this.#projection(name), act);
  }

  /** Begins to build a generation beside the live one. */
  async rebuild(name: string, actor: string, maxRate: number | null = null): Promise<GenerationView> {
    const lanes = lanesOf(this.#projection(name));
    return this.#act(name, { act: { kind: 'rebuild' }, actor, maxRate, lanes });
  }

  pause(name: string, actor: string): Promise<GenerationView> {
    return this.#act(name, { act: { kind: 'pause' }, actor });
  }

  /** `maxRate` absent: as it was. */
  resume(name: string, actor: string, maxRate?: number | null): Promise<GenerationView> {
    return this.#act(name, { act: { kind: 'resume' }, actor, ...(maxRate === undefined ? {} : { maxRate }) });
  }

  /** Answers it as it was last: it is gone. */
  async cancel(name: string, actor: string): Promise<GenerationView> {
    const { building } = await this.find(name);
    await carryOut(this.#pool, this.#projection(name), { act: { kind: 'cancel' }, actor });
    const changed = { actor, time: this.#deps.clock.now(), reason: null };
    return { ...building!, state: 'cancelled', eventsPerSecond: null, eta: null, changed };
  }

  /** Asks for a comparison with the live generation; a server that builds makes it soon. */
  async verify(name: string, full: boolean): Promise<GenerationView> {
    await this.#comparable(this.#projection(name));
    const { rowCount } = await this.#pool.query(
      `update ops.generations set wanted = $2 where projection = $1 and state in ('caught_up', 'verified')`,
      [this.#projection(name).name, full ? 'rows' : 'checksums'],
    );
    if (rowCount === 0)
      throw new GenerationForbidden(name, 'There is no generation that has caught up: rebuild first, and wait until it has.');
    return this.#generation(name, (view) => view.building);
  }

  /** Shows the generation that was built. A generation that is not verified is switched to by force, with a reason. */
  async switch(name: string, actor: string, force: { readonly reason: string } | null): Promise<GenerationView> {
    const projection = this.#projection(name);
    const { building } = await this.find(name);
    if (building && !onItsWay.slice(0, 2).includes(building.state))
      await analyzeTables(this.#pool, generationOf(projection, building.number));
    await this.#whileBehind({ kind: 'switch', force: force !== null, reason: force?.reason ?? null }, projection, actor);
    return this.#generation(name, (view) => view.live);
  }

  /** Shows the generation again that was live before. */
  async rollback(name: string, actor: string, reason: string): Promise<GenerationView> {
    await this.#whileBehind({ kind: 'rollback', reason }, this.#projection(name), actor);
    return this.#generation(name, (view) => view.live);
  }

  async drop(name: string, number: number, actor: string): Promise<void> {
    await carryOut(this.#pool, this.#projection(name), { act: { kind: 'drop', number }, actor });
  }

  get #pool(): Pool {
    return this.#deps.pool;
  }

  async #act(name: string, asked: Asked): Promise<GenerationView> {
    const [changed] = await carryOut(this.#pool, this.#projection(name), asked);
    return this.#generation(
      name,
      (view) => [view.building, view.live, view.retired].find((one) => one?.number === changed?.number) ?? null,
    );
  }

  /** Rows are compared by programs whose version both generations are of; nobody else ever would. */
  async #comparable(projection: AnyProjection): Promise<void> {
    const own = (await knownGenerations(this.#pool)).filter((one) => one.projection === projection.name);
    const next = own.find(({ state }) => state === 'caught_up' || state === 'verified');
    const live = own.find(({ state }) => state === 'live');
    if (!next || !live) return;
    const forbidden = incomparable(projection, live, next);
    if (forbidden !== null) throw new GenerationForbidden(projection.name, forbidden);
  }

  /** What is behind by a page is not in a moment. */
  async #whileBehind(act: Act, projection: AnyProjection, actor: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await carryOut(this.#pool, projection, { act, actor });
        return;
      } catch (error) {
        if (!(error instanceof GenerationBehind) || tries === behindTries) throw error;
        await this.#deps.clock.wait(betweenTriesMs);
      }
    }
  }

  async #generation(name: string, of: (view: ProjectionView) => GenerationView | null): Promise<GenerationView> {
    const view = of(await this.find(name));
    if (!view) throw new GenerationForbidden(name, 'The generation has just changed again: list the projections.');
    return view;
  }

  #projection(name: string): AnyProjection {
    const found = this.#projections.find((projection) => projection.name === name);
    if (!found) throw new UnknownProjection(name, this.names);
    return found;
  }
}
