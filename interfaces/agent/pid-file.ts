import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processIdentity } from './process-identity.ts';

const holder = z.object({ pid: z.number().int(), identity: z.string() });

const path = (data: string): string => join(data, 'agent.pid');

/** The pid of the agent that lives in this folder, or null: a file whose process is gone, or is another one by now, is stale. */
export function livingAgent(data: string): number | null {
  try {
    const { pid, identity } = holder.parse(JSON.parse(readFileSync(path(data), 'utf8')));
    return processIdentity(pid) === identity ? pid : null;
  } catch {
    return null;
  }
}

export class AnotherAgent extends Error {}

const taken = (data: string, who: string): AnotherAgent => new AnotherAgent(`Another agent (${who}) already works in ${data}.`);

/** Creates `file` with `content` at once, or not at all when it exists. */
function createWhole(file: string, content: string): boolean {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, content);
  try {
    linkSync(part, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(part);
  }
}

/** Longer than any takeover lasts: an older mark was left by a program that died in the middle of one. */
const takeoverMs = 10_000;

/** Two agents that find the same stale file must not both replace it: only the one that made the takeover mark may. */
function takeOver(data: string, content: string): boolean {
  const mark = `${path(data)}.takeover`;
  const age = statSync(mark, { throwIfNoEntry: false });
  if (age && Date.now() - age.mtimeMs > takeoverMs) rmSync(mark, { force: true });
  if (!createWhole(mark, '')) return false;
  try {
    if (livingAgent(data) !== null) return false;
    rmSync(path(data), { force: true });
    return createWhole(path(data), content);
  } finally {
    rmSync(mark, { force: true });
  }
}

/** Makes this process the agent of the folder, or throws AnotherAgent. Answers the function that gives the folder free again. */
export function holdPidFile(data: string): () => void {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const content = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  if (!createWhole(path(data), content)) {
    const living = livingAgent(data);
    if (living !== null) throw taken(data, `pid ${living}`);
    if (!takeOver(data, content)) throw taken(data, 'that has just started');
  }
  return () => rmSync(path(data), { force: true });
}
