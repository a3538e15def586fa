import { appends } from './appends/index.ts';
import { commands } from './commands/index.ts';
import { appendsEventStoreDb } from './appends-eventstoredb/index.ts';
import { commandsUnderRebuild } from './commands-under-rebuild/index.ts';
import { dispatch } from './dispatch/index.ts';
import { fanOut } from './fan-out/index.ts';
import { visible } from './visible/index.ts';
import { start } from './start/index.ts';
import { logCopy } from './log-copy/index.ts';
import { rebuild } from './rebuild/index.ts';
import { rebuildEmmett } from './rebuild-emmett/index.ts';
import { rebuildFive } from './rebuild-five/index.ts';
import type { Program } from './program.ts';

/** Every benchmark there is. */
export const programs: readonly Program[] = [
  appends,
  commands,
  dispatch,
  fanOut,
  visible,
  start,
  rebuild,
  rebuildFive,
  rebuildEmmett,
  commandsUnderRebuild,
  logCopy,
  appendsEventStoreDb,
];
