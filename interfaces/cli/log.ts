import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino } from 'pino';
import type { Settings } from '../../infrastructure/settings.ts';

/** Structured log lines in `<data>/colophon.log`, so that the terminal is for people. */
export function fileLog({ data, logLevel }: Settings): pino.Logger {
  mkdirSync(data, { recursive: true });
  return pino({ level: logLevel }, destination({ dest: join(data, 'colophon.log'), append: true, mkdir: true, sync: false }));
}

/** Nothing but what is wrong, on standard error: for commands that end at once. */
export const quietLog = (): pino.Logger => pino({ level: 'error' }, destination(2));
