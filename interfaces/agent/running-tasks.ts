import { Subject } from 'rxjs';
import { Claim } from './claim.ts';
import type { Tools } from './claim.ts';
import { ClaimFolder } from './claim-folder.ts';
import { report } from './report.ts';
import { findProcess } from './runtime.ts';
import type { HostProcess } from './runtime.ts';
import { start } from './start.ts';
import { supervise } from './supervise.ts';
import type { Action } from './wire.ts';

interface Entry {
  readonly claim: Claim;
  readonly done: Promise<void>;
}

/**
 * An answer that was on its way when a claim ended may still name it. Only for that long is it passed over: a server that goes on naming
 * the claim means it.
 */
const echoMs = 1_000;

/** The claims in the hands of this agent, from the moment it learns of them until nothing of them is left. */
export class RunningTasks {
  readonly #tools: Tools;
  readonly #entries = new Map<string, Entry>();
  readonly #endedAt = new Map<string, number>();

  /** A claim came, began to run, or ended. */
  readonly changed$ = new Subject<void>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** `<task id>.<term>.<phase>` of each. */
  known(): string[] {
    return [...this.#entries.values()].map(({ claim }) => `${claim.key}.${claim.phase}`);
  }

  /** Takes up what an earlier agent has left in the folder. A claim whose command was not begun is dropped: the server names it again. */
  async adopt(): Promise<void> {
    for (const folder of ClaimFolder.list(this.#tools.settings.data)) {
      const { process: recorded, ending, task, term } = folder.record;
      const process = recorded ? findProcess(recorded) : null;
      if (recorded && folder.started) {
        const claim = new Claim(folder, this.#tools);
        if (ending) claim.orders.give(ending);
        this.#follow(claim, () => Promise.resolve({ process }));
        claim.log.info({ pid: recorded.pid }, process ? 'Found the task running.' : 'Found the task ended.');
      } else {
        process?.signal('SIGKILL');
        await folder.remove();
        this.#tools.log.info({ task, term }, 'Dropped a claim that had not begun.');
      }
    }
  }

  /** Obeys the answer of a poll. Says whether there was anything new in it. */
  apply(actions: readonly Action[]): boolean {
    return actions.filter((action) => this.#obey(action)).length > 0;
  }

  handBack(): void {
    for (const { claim } of this.#entries.values()) claim.orders.give('hand_back');
  }

  /** Every process group that is followed now. */
  processes(): HostProcess[] {
    return [...this.#entries.values()].flatMap(({ claim }) => claim.process ?? []);
  }

  /** Resolves when all claims of now are over. */
  async settled(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(({ done }) => done));
  }

  #obey({ action, task_id: task, term }: Action): boolean {
    const key = `${task}.${term}`;
    const entry = this.#entries.get(key);
    if (performance.now() - (this.#endedAt.get(key) ?? -Infinity) < echoMs) return false;
    if (action === 'start') return !entry && this.#start(task, term);
    if (action === 'stop') return entry ? this.#order(entry, 'stop') : this.#stopUnknown(task, term);
    return action === 'remove' && entry !== undefined && this.#order(entry, 'remove');
  }

  #order({ claim }: Entry, order: 'stop' | 'remove'): boolean {
    const before = claim.orders.current;
    claim.orders.give(order);
    return claim.orders.current !== before;
  }

  #start(task: string, term: number): boolean {
    const others = [...this.#entries.values()].filter(({ claim }) => claim.task === task);
    if (others.some(({ claim }) => claim.term > term)) return false;
    for (const { claim } of others) claim.orders.give('remove');
    const claim = new Claim(ClaimFolder.of(this.#tools.settings.data, task, term), this.#tools);
    claim.log.info('Got the task.');
    this.#follow(claim, async () => {
      await Promise.all(others.map(({ done }) => done));
      const process = await start(claim);
      return process && { process };
    });
    return true;
  }

  /** The server waits for the end of a claim that never reached this agent: so it is said. */
  #stopUnknown(task: string, term: number): boolean {
    const claim = new Claim(ClaimFolder.of(this.#tools.settings.data, task, term), this.#tools);
    claim.orders.give('stop');
    this.#follow(claim, async () => (await start(claim), null));
    return true;
  }

  #follow(claim: Claim, begun: () => Promise<{ process: HostProcess | null } | null>): void {
    const done = this.#live(claim, begun).catch((error: Error) => claim.log.error(error, 'The claim ended by a fault of the agent.'));
    this.#entries.set(claim.key, { claim, done });
    this.changed$.next();
  }

  async #live(claim: Claim, begun: () => Promise<{ process: HostProcess | null } | null>): Promise<void> {
    try {
      const running = await begun();
      if (!running) return;
      claim.process = running.process;
      claim.phase = 'running';
      this.changed$.next();
      await supervise(claim, running.process);
    } catch (error) {
      claim.process?.signal('SIGKILL');
      await report(claim, { state: 'error', cause: 'agent_error', detail: (error as Error).message }, claim.orders.remove);
    } finally {
      await claim.folder
        .remove()
        .catch((error: Error) => claim.log.warn({ problem: error.message }, 'Could not delete the folder of the task.'));
      this.#forget(claim);
    }
  }

  #forget({ key }: Claim): void {
    this.#entries.delete(key);
    const now = performance.now();
    for (const [ended, at] of this.#endedAt) if (now - at > echoMs) this.#endedAt.delete(ended);
    this.#endedAt.set(key, now);
    this.changed$.next();
  }
}
