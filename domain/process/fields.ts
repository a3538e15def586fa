import { nameOf } from '../kernel/texts.ts';

/** What people call a process; it need not be the only one of that name. */
export const processName = nameOf(250);
