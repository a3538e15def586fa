import { test } from 'tap';
import { commandsUnderRebuild } from '../../bench/commands-under-rebuild/index.ts';
import { runsTiny } from './support/tiny.ts';

test('given a small log, when commands are measured under a rebuild, then some were sent while it ran', (t) =>
  runsTiny(t, commandsUnderRebuild));
