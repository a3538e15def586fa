import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const path = (data: string): string => join(data, 'server.url');

/** Leaves the server's address in the agent's folder, where an agent that already runs looks when it reaches nobody. */
export function writeServerAddress(data: string, url: string): void {
  writeFileSync(`${path(data)}.part`, `${url}\n`);
  renameSync(`${path(data)}.part`, path(data));
}

/**
 * Where the server is. The agent outlives the server that started it, and the next one may listen on another port; whoever starts or
 * finds the agent writes the address into its folder.
 */
export class ServerAddress {
  readonly #data: string;
  #base: URL;

  constructor(data: string, url: string) {
    this.#data = data;
    this.#base = new URL(url);
    writeServerAddress(data, url);
  }

  get origin(): string {
    return this.#base.origin;
  }

  /** `path` without a leading slash, below the API's root. */
  api(path: string): URL {
    const root = this.#base.href.endsWith('/') ? this.#base.href : `${this.#base.href}/`;
    return new URL(`api/v1/${path}`, root);
  }

  /** To be called when nobody answered. */
  lookAgain(): void {
    try {
      this.#base = new URL(readFileSync(path(this.#data), 'utf8').trim());
    } catch {
      // Without a readable address in the folder the last one stays.
    }
  }
}
