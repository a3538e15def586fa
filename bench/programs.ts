import { appends } from './appends/index.ts';
import type { Program } from './program.ts';

/** Every benchmark there is. */
export const programs: readonly Program[] = [appends];
