import { pino } from 'pino';
import { fromEvent, merge, NEVER, ReplaySubject, share, take } from 'rxjs';
import { runAgent } from './agent.ts';
import { orphaned } from './orphan.ts';
import { AnotherAgent, holdPidFile } from './pid-file.ts';
import { Reachability } from './reachability.ts';
import { RegistrationRefused } from './session.ts';
import { help, readSettings, SettingsError } from './settings.ts';

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(help());
    return;
  }
  const settings = readSettings(process.env);
  // Listened to from before the pid file to the very end: no signal finds the agent unprepared, a second one does not cut its shutdown short.
  const signal$ = new ReplaySubject<string>(1);
  for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => signal$.next(`it got ${name}`));
  const poked$ = fromEvent(process, 'SIGHUP').pipe(share());
  poked$.subscribe();
  const release = holdPidFile(settings.data);
  try {
    const output = pino.destination({ dest: 1, sync: true });
    // The agent outlives whoever reads its output.
    output.on('error', () => undefined);
    const log = pino({ base: { pid: process.pid }, level: settings.logLevel }, output);
    const reachability = new Reachability();
    const orphaned$ = settings.followParent ? orphaned(process.stdin, reachability.now$, settings.orphanMinutes) : NEVER;
    await runAgent(settings, { log, reachability, poked$, stop$: merge(signal$, orphaned$).pipe(take(1)) });
  } finally {
    release();
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  const expected = error instanceof SettingsError || error instanceof AnotherAgent || error instanceof RegistrationRefused;
  process.stderr.write(expected ? `${error.message}\n` : `The agent failed: ${(error as Error).stack}\n`);
  process.exit(1);
}
