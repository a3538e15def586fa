import type { UpkeepKind, UpkeepOutcome } from '../ports/upkeep-runs.ts';

/** What can be done after a work that did not come to its end. */
const remedies: Readonly<Record<UpkeepKind, string>> = {
  log_copy: 'The same request goes on where it was.',
  log_verify: 'Nothing was changed: ask again.',
  backup: 'There is no backup of that name. Ask again, under another name if this one is said to be there.',
  restore: 'What was made so far is no installation: restore again, with another name for the data folder and into empty engines.',
};

/** Why a work is to end before it is done. */
export type BreakOff = 'cancelled' | 'stopping' | 'cut off';

const reasons: Readonly<Record<BreakOff, string>> = {
  cancelled: 'Broken off.',
  stopping: 'Broken off: the node that did it was stopped.',
  'cut off': 'The node that did it was cut off from the database.',
};

export const brokenOff = (kind: UpkeepKind, why: BreakOff): UpkeepOutcome => ({
  state: why === 'cut off' ? 'lost' : 'cancelled',
  problem: `${reasons[why]} ${remedies[kind]}`,
});

export const lost = (kind: UpkeepKind): UpkeepOutcome => ({
  state: 'lost',
  problem: `The node that did it has gone. ${remedies[kind]}`,
});

export const defect: UpkeepOutcome = { state: 'failed', problem: 'It failed by a defect of the program, which its log tells.' };
