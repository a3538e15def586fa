import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Container } from 'inversify';
import type { Service } from '../../application/ports/service.ts';
import { command } from '../../application/pipeline/command.ts';
import { createFarm } from '../../domain/farm/create.ts';
import { system } from '../../domain/kernel/event.ts';
import { naturalId } from '../../domain/kernel/ids.ts';
import { launchAgent, type LaunchedAgent } from '../../interfaces/agent/launch.ts';
import { tokens } from './tokens.ts';

/** The farm of the agent beside the server: the default of a start. */
export const localFarmId = naturalId('farm', 'local');
const by = system('local agent');
/** Less than the time in which the server itself must end. */
const graceSeconds = 2.5;
const againMs = 1000;

/** An agent on this machine, a process of its own: started beside the server, watched, and started again when it ends. */
export class LocalAgent implements Service {
  readonly name = 'local agent';
  readonly #container: Container;
  readonly #url: string;
  readonly #stopping = new AbortController();
  #agent: LaunchedAgent | null = null;
  #watching: Promise<void> = Promise.resolve();

  constructor(container: Container, url: string) {
    this.#container = container;
    this.#url = fromHere(url);
  }

  async start(): Promise<void> {
    const seed = await this.#seed();
    this.#agent = this.#launch(seed);
    this.#watching = this.#watch(seed);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#agent?.stop();
    await this.#watching;
  }

  async #watch(seed: string): Promise<void> {
    while (this.#agent && !this.#stopping.signal.aborted) {
      await this.#agent.exited;
      await this.#container.get(tokens.clock).wait(againMs, this.#stopping.signal);
      if (this.#stopping.signal.aborted) return;
      this.#container.get(tokens.log).warn({}, 'The local agent has ended; it is started again.');
      this.#agent = this.#launch(seed);
    }
  }

  #launch(seed: string): LaunchedAgent {
    return launchAgent({ server: this.#url, farm: localFarmId, seed, data: this.#folder, grace: graceSeconds });
  }

  /** The farm is made at the first start; its seed is kept beside the agent, for its owner alone. */
  async #seed(): Promise<string> {
    const file = join(this.#folder, 'seed');
    const commandId = naturalId('command', 'local farm');
    const origin = { actor: by, commandId, correlationId: commandId, causationId: null };
    await this.#container.get(tokens.pipeline).execute(command(createFarm, localFarmId, { name: 'Local' }), origin);
    const { farmSeeds } = this.#container.get(tokens.identity);
    const known = existsSync(file) ? readFileSync(file, 'utf8') : null;
    if (known !== null && (await farmSeeds.fits(localFarmId, known))) return known;
    const seed = await farmSeeds.renew(localFarmId, by.id);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, seed, { mode: 0o600, flush: true });
    return seed;
  }

  get #folder(): string {
    return join(this.#container.get(tokens.dataFolder), 'agent');
  }
}

/** A server that listens on every address of the machine is reached from here by the loopback one. */
const fromHere = (url: string): string => url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
