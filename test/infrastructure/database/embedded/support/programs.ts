import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '../../../../support/eventually.ts';
import type { Answer, Order } from './messages.ts';

interface Scope {
  teardown(ended: () => void | Promise<void>): void;
}

type Kind = Answer['kind'];

/** A running `program.ts`, a real process with a life and death of its own. */
export class Program {
  readonly #child: ChildProcess;
  readonly #answers: Answer[] = [];

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (answer: Answer) => this.#answers.push(answer));
  }

  /** Gives an order without waiting. */
  order(order: Order): void {
    this.#child.send(order);
  }

  /** Gives an order and waits for its answer, or for the failure. */
  async ask(order: Order, kind: Kind): Promise<Answer> {
    this.order(order);
    return this.next(kind);
  }

  /** The first answer of that kind (or failure) from now on, or one that nobody took yet. */
  async next(kind: Kind): Promise<Answer> {
    const found = await eventually(
      `a program answers ${kind}`,
      () => this.#answers.find((answer) => answer.kind === kind || answer.kind === 'failed'),
      60_000,
    );
    this.#answers.splice(this.#answers.indexOf(found), 1);
    return found;
  }

  /** The rows that the database acknowledged, as far as we heard. */
  acknowledged(): string[] {
    return this.#answers.flatMap((answer) => (answer.kind === 'acknowledged' ? [answer.row] : []));
  }

  /** Waits for so many more acknowledged rows. */
  async writes(count: number): Promise<void> {
    const before = this.acknowledged().length;
    await eventually(`${count} more rows`, () => this.acknowledged().length >= before + count);
  }

  /** Ends at once, as by `kill -9`. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}

/** Starts a program on the home folder, as another user if one is given; it is killed at the end of the test at the latest. */
export async function startProgram(t: Scope, home: string, user?: { readonly uid: number; readonly gid: number }): Promise<Program> {
  const child = fork(join(import.meta.dirname, 'program.ts'), [home], { execArgv: [], cwd: '/', ...user });
  const program = new Program(child);
  t.teardown(() => program.kill());
  await program.next('ready');
  return program;
}
