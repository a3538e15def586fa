import { resolve } from 'node:path';
import pg from 'pg';
import { clientConfig, type DatabaseAddress } from '../infrastructure/database/connection.ts';
import { defaultPostgresHome, EmbeddedPostgres } from '../infrastructure/database/embedded/embedded-postgres.ts';
import { random } from './random.ts';

const project = resolve(import.meta.dirname, '..');

/** What programs share: a PostgreSQL, the seed, how large, and an end. */
export class Workbench {
  readonly seed: number;
  /** Share of the full size that data has: 1 for figures that are kept. */
  readonly scale: number;
  readonly random: () => number;
  readonly #ends: (() => Promise<unknown>)[] = [];
  #server: Promise<DatabaseAddress> | undefined;
  #databases = 0;

  constructor(seed: number, scale = 1) {
    this.seed = seed;
    this.scale = scale;
    this.random = random(seed);
  }

  /** How many there are of what the full size has so many of: a multiple of a hundred. */
  sized(full: number): number {
    return Math.max(100, Math.round((full * this.scale) / 100) * 100);
  }

  /** An empty database, dropped at the end, on the server that `COLOPHON_DATABASE_URL` names, else an embedded one under `data/bench`. */
  async database(): Promise<DatabaseAddress> {
    const server = await this.server();
    const name = `bench_${process.pid}_${++this.#databases}`;
    await once(server, `create database ${name}`);
    this.onEnd(() => once(server, `drop database ${name} with (force)`));
    if (typeof server !== 'string') return { ...server, database: name };
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.href;
  }

  async postgresVersion(): Promise<string> {
    const { rows } = await once(await this.server(), 'show server_version');
    return String((rows[0] as { server_version: string }).server_version);
  }

  server(): Promise<DatabaseAddress> {
    return (this.#server ??= this.#open());
  }

  /** Something to know about the figures, for whoever watches. */
  note(line: string): void {
    process.stderr.write(`  ${line}\n`);
  }

  /** What must be undone when the programs are through, last first. */
  onEnd(end: () => Promise<unknown>): void {
    this.#ends.push(end);
  }

  async end(): Promise<void> {
    for (let end = this.#ends.pop(); end; end = this.#ends.pop()) await end();
  }

  async #open(): Promise<DatabaseAddress> {
    const given = process.env.COLOPHON_DATABASE_URL;
    if (given) return given;
    const server = new EmbeddedPostgres(defaultPostgresHome(resolve(project, 'data/bench'), `${project}-bench`));
    this.onEnd(() => server.close());
    return server.open();
  }
}

async function once(address: DatabaseAddress, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client(clientConfig(address, 'colophon-bench'));
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
