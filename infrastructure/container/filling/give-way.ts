import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { setTimeout } from 'node:timers/promises';

/** A tenth of the processor's time is left to it where others want all: it must not fall behind what is appended meanwhile. */
const niceness = constants.priority.PRIORITY_BELOW_NORMAL;
const serverTitle = /^postgres: /;
const threads = '/proc/self/task';
/** The system takes one such wish in so many milliseconds. */
const wishesMs = 120;
const mostWishes = 20;

/** Lets everything else of this machine go first: requests are answered while read models are built. */
export function giveWay(): void {
  lower(process.pid);
  if (process.platform === 'linux') for (const thread of readdirSync(threads)) lower(Number(thread));
}

/**
 * The same for the server process behind a connection, where it runs on this machine and we may tell it. Each is a session of its own, and
 * where the system weighs sessions against each other before it weighs their processes, the session is lowered, too.
 */
export async function serverGivesWay(pid: number | null): Promise<void> {
  if (process.platform !== 'linux' || pid === null) return;
  const title = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (!serverTitle.test(title)) return;
  lower(pid);
  for (let wish = 1; wish <= mostWishes; wish++) {
    const taken = await writeFile(`/proc/${pid}/autogroup`, String(niceness)).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code !== 'EAGAIN',
    );
    if (taken) return;
    await setTimeout(wishesMs, undefined, { ref: false });
  }
}

function lower(id: number): void {
  try {
    setPriority(id, niceness);
  } catch {
    // not ours to tell, or gone
  }
}
