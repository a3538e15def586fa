import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { AgentSettings } from './settings.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

/** What the agent says about its machine when it registers. Frequency in Hz, memory in bytes. */
export function hardware({ cpus: cores, ram }: AgentSettings) {
  const megahertz = cpus()[0]?.speed;
  return {
    cpu_cores: cores,
    ...(megahertz ? { cpu_frequency: megahertz * 1_000_000 } : {}),
    ram_total: ram,
    gpus: [],
    capabilities: ['host_commands'],
    version,
  };
}

const shortestMs = 1_000;

/** Processor load since the measurement before, 0 to 1. Spans below a second are too short to mean anything: the last value stays. */
export class LoadMeter {
  #load = 0;
  #at = -Infinity;
  #idle = 0;
  #total = 0;

  cpu(): number {
    if (performance.now() - this.#at < shortestMs) return this.#load;
    const times = cpus().map((cpu) => cpu.times);
    const idle = times.reduce((sum, time) => sum + time.idle, 0);
    const total = times.reduce((sum, time) => sum + time.idle + time.user + time.nice + time.sys + time.irq, 0);
    if (this.#at > 0 && total > this.#total) this.#load = Math.max(0, 1 - (idle - this.#idle) / (total - this.#total));
    [this.#at, this.#idle, this.#total] = [performance.now(), idle, total];
    return this.#load;
  }

  /** Share of the offered memory that is in use, 0 to 1. */
  ram(offered: number): number {
    return Math.min(1, Math.max(0, 1 - process.availableMemory() / offered));
  }
}
