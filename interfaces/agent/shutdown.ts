import { firstValueFrom, timer } from 'rxjs';
import type { RunningTasks } from './running-tasks.ts';

/** How long the server is tried when there is nothing else left to do. What it did not take is on disk, for the next agent of the folder. */
const lastWordsMs = 1_500;

/** Hands every claim back: none is begun any more, running ones get TERM, the grace of the settings, KILL. */
export async function shutDown(tasks: RunningTasks): Promise<void> {
  tasks.handBack();
  await Promise.all(tasks.processes().map(({ gone$ }) => firstValueFrom(gone$)));
  await Promise.race([tasks.settled(), firstValueFrom(timer(lastWordsMs))]);
}
