import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Account } from './account.ts';

/** How every program of PostgreSQL is run: as its account, from a folder that exists, without the caller's `PG*` variables. */
export function programOptions(account: Account | undefined): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  return { ...account, cwd: '/', env: { PATH: process.env.PATH, LANG: 'C', TZ: 'UTC' } };
}

/** Runs a program to its end and gives its output; throws what it said when it fails. */
export async function runProgram(file: string, args: readonly string[], account: Account | undefined, input = ''): Promise<string> {
  const child = spawn(file, args, { ...programOptions(account), stdio: 'pipe' });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  child.stdin.end(input);
  const [status, output, complaints] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (status !== 0) throw new Error(`${file} ended with ${status ?? 'a signal'}: ${(complaints + output).trim()}`);
  return output;
}
