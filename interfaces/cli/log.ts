import { join } from 'node:path';
import { destination, pino } from 'pino';
import { dataFolderOf } from '../../infrastructure/container/data-folder.ts';
import type { Settings } from '../../infrastructure/settings.ts';

/** Structured log lines in `<data>/colophon.log`, so that the terminal is for people. @throws UnusableDataFolder */
export const fileLog = (settings: Settings): pino.Logger =>
  pino({ level: settings.logLevel }, destination({ dest: join(dataFolderOf(settings), 'colophon.log'), append: true, sync: false }));

/** Nothing but what is wrong, on standard error: for commands that end at once. */
export const quietLog = (): pino.Logger => pino({ level: 'error' }, destination(2));
