import { pino } from 'pino';
import { merge, NEVER, ReplaySubject, take } from 'rxjs';
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
  const release = holdPidFile(settings.data);
  try {
    const output = pino.destination({ dest: 1, sync: true });
    // The agent outlives whoever reads its output.
    output.on('error', () => undefined);
    const log = pino({ base: { pid: process.pid }, level: settings.logLevel }, output);
    const reachability = new Reachability();
    // Listened to until the very end: a second signal must not cut the shutdown short.
    const signal$ = new ReplaySubject<string>(1);
    for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => signal$.next(`it got ${name}`));
    const orphaned$ = settings.followParent ? orphaned(process.stdin, reachability.now$, settings.orphanMinutes) : NEVER;
    await runAgent(settings, { log, reachability, stop$: merge(signal$, orphaned$).pipe(take(1)) });
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
