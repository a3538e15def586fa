import { fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import type { Workbench } from '../workbench.ts';

export interface Forked {
  /** The child's next message after this one. */
  ask(message: object | string): Promise<unknown>;
  /** Ends it before the workbench does. */
  end(): Promise<void>;
}

/** A program of ours in a process of its own, spoken to by messages; ended with the workbench. */
export function forked(workbench: Workbench, program: string, flags: readonly string[] = []): Forked {
  const child = fork(program, { serialization: 'advanced', execArgv: [...process.execArgv, ...flags] });
  const exit = once(child, 'exit');
  const end = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exit;
  };
  workbench.onEnd(end);
  return {
    async ask(message) {
      const answer = once(child, 'message');
      child.send(message as Serializable);
      const [said] = (await Promise.race([answer, exit.then(() => [])])) as readonly unknown[];
      if (said === undefined) throw new Error(`${program} has ended.`);
      return said;
    },
    end,
  };
}
