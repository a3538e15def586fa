import { spawn, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../interfaces/cli/main.ts', import.meta.url));
/** What was compiled once, for every program of the tests. */
export const compileCache = fileURLToPath(new URL('../../../.tap/compile-cache', import.meta.url));

export type Environment = Readonly<Record<string, string>>;

/** The environment of a user who has set nothing but what is given. */
export const environmentOf = (given: Environment): Environment => ({
  PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
  HOME: given.COLOPHON_DATA ?? '/',
  NODE_COMPILE_CACHE: compileCache,
  ...given,
});

/** Starts `colophon <arguments>`, the real program; `node` are options of its Node. */
export const startColophon = (args: readonly string[], env: Environment, cwd?: string, node: readonly string[] = []): ChildProcess =>
  spawn(process.execPath, [...node, main, ...args], {
    env: environmentOf(env),
    ...(cwd ? { cwd } : {}),
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The last line of its standard output. */
  readonly lastLine: string;
}

/** Resolves when the program has ended. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, out, err] = await Promise.all([exit, text(child.stdout!), text(child.stderr!)]);
  return endedWith(code, out, err);
}

export const endedWith = (code: number | null, out: string, err: string): Ended => ({
  code,
  out,
  err,
  lastLine: out.trimEnd().split('\n').at(-1) ?? '',
});

/** Runs `colophon <arguments>` to its end. */
export const colophon = (args: readonly string[], env: Environment, cwd?: string): Promise<Ended> => ended(startColophon(args, env, cwd));

/** Runs `npm run <arguments>` in the checkout, as people do. */
export const npmRun = (args: readonly string[], env: Environment): Promise<Ended> =>
  ended(spawn('npm', ['run', ...args], { env: environmentOf(env), cwd: projectPath(), stdio: ['ignore', 'pipe', 'pipe'] }));

/** A path inside the checkout. */
export const projectPath = (...parts: readonly string[]): string => join(dirname(main), '../..', ...parts);
