import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const record = z.object({
  task: z.guid(),
  term: z.number().int(),
  /** The shim's process. Absent while the task is prepared: then nothing of it runs. */
  process: z.object({ pid: z.number().int(), identity: z.string(), startedAt: z.number() }).optional(),
  /** The server has accepted that the task runs. */
  announced: z.boolean(),
  /** The agent is ending the task; whatever exit code comes after this is not the task's own. */
  ending: z.enum(['stop', 'hand_back', 'remove']).optional(),
});

export type ClaimRecord = z.output<typeof record>;

export interface Exit {
  readonly code: number;
  /** milliseconds since 1970 */
  readonly at: number;
}

/**
 * One claim on disk, `<data>/claims/<task>.<term>/`: all that a restarted agent needs to take the claim up again.
 *
 *     claim.json          the record above
 *     started, exit       written by the shim: the command was begun; its exit code
 *     log.txt             the command's output
 *     <task>/, current →  the work folder and the link to it
 *     <parent>/           artifacts of a parent
 */
export class ClaimFolder {
  readonly root: string;
  #record: ClaimRecord;

  private constructor(root: string, content: ClaimRecord) {
    this.root = root;
    this.#record = content;
  }

  static of(data: string, task: string, term: number): ClaimFolder {
    return new ClaimFolder(join(data, 'claims', `${task}.${term}`), { task, term, announced: false });
  }

  /** All that are on disk. What is no claim (its record was never written, or is already deleted) is swept away. */
  static list(data: string): ClaimFolder[] {
    const claims = join(data, 'claims');
    mkdirSync(claims, { recursive: true, mode: 0o700 });
    return readdirSync(claims).flatMap((name) => {
      try {
        const content = record.parse(JSON.parse(readFileSync(join(claims, name, 'claim.json'), 'utf8')));
        return [new ClaimFolder(join(claims, name), content)];
      } catch {
        rmSync(join(claims, name), { recursive: true, force: true });
        return [];
      }
    });
  }

  get record(): ClaimRecord {
    return this.#record;
  }

  get work(): string {
    return join(this.root, this.#record.task);
  }

  get log(): string {
    return join(this.root, 'log.txt');
  }

  /** Writes the record as a whole, so that no reader ever meets half of it. */
  save(change: Partial<ClaimRecord>): void {
    this.#record = { ...this.#record, ...change };
    const path = join(this.root, 'claim.json');
    writeFileSync(`${path}.part`, JSON.stringify(this.#record));
    renameSync(`${path}.part`, path);
  }

  /** Did the shim begin the command? */
  get started(): boolean {
    return statSync(join(this.root, 'started'), { throwIfNoEntry: false }) !== undefined;
  }

  /** The command's exit code, or null while there is none: the line counts once it is whole. */
  get exit(): Exit | null {
    const path = join(this.root, 'exit');
    try {
      const line = readFileSync(path, 'utf8');
      return line.endsWith('\n') ? { code: Number(line), at: statSync(path).mtimeMs } : null;
    } catch {
      return null;
    }
  }

  get logBytes(): number {
    return statSync(this.log, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** The record goes first: a folder without one is swept away at the next start, should the rest not be deletable now. */
  async remove(): Promise<void> {
    await rm(join(this.root, 'claim.json'), { force: true });
    await rm(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}
