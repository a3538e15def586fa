import { cpus, release, totalmem, type } from 'node:os';

/** Where figures were measured: without it they mean nothing. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gib: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  /** Of the random numbers that made the data. */
  readonly seed: number;
}

export const machine = (postgres: string, seed: number): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memory_gib: Math.round(totalmem() / 1024 ** 3),
  system: `${type()} ${release()}`,
  node: process.versions.node,
  postgres,
  seed,
});
