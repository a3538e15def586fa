import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endedWith, environmentOf, type Ended, type Environment } from './command.ts';

interface Scope {
  teardown(end: () => void | Promise<void>): void;
}

const program = fileURLToPath(new URL('command-host-program.ts', import.meta.url));

/**
 * A program that carries out one command after the other, as `colophon <arguments>` does but for its start: to load everything takes ten
 * times as long as most commands. What a command leaves to the end of its program (signals, options that do not exist) is for
 * {@link colophon}.
 */
export class CommandHost {
  readonly #child: ChildProcess;
  readonly #gone: Promise<never>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(t: Scope) {
    this.#child = fork(program, { env: environmentOf({}), stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#gone = once(this.#child, 'exit').then(([code]) => {
      throw new Error(`The program that carries out commands has ended with ${code}: that command needs one of its own.`);
    });
    this.#gone.catch(() => undefined);
    t.teardown(async () => {
      this.#child.disconnect();
      await this.#gone.catch(() => undefined);
    });
  }

  /** Carries out `colophon <arguments>` once those before have ended. */
  run(args: readonly string[], env: Environment): Promise<Ended> {
    const ended = this.#last.then(async () => {
      const answer = once(this.#child, 'message') as Promise<[{ code: number; out: string; err: string }]>;
      this.#child.send({ args, env: environmentOf(env) });
      const [{ code, out, err }] = await Promise.race([answer, this.#gone]);
      return endedWith(code, out, err);
    });
    this.#last = ended.catch(() => undefined);
    return ended;
  }
}
