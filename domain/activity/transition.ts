import type { ActivityClaim } from './events.ts';
import type { ActivityLife } from './state.ts';

export type ReportedState = 'started' | 'processed' | 'error';

/** `nothing`: a repetition of what is there already; `conflict`: not allowed now (workers then skip the element). */
export type Transition = 'yes' | 'nothing' | 'conflict';

export const sameClaim = (a: ActivityClaim | null, b: ActivityClaim): boolean =>
  a !== null && a.taskId === b.taskId && a.term === b.term && a.userId === b.userId;

/** Who reports in relation to who last claimed the element. `dead`: another claim, whose task no longer has it. */
export type Relation = 'none' | 'same' | 'live' | 'dead';

type Row = Readonly<Record<ReportedState, Transition>>;
const row = (started: Transition, processed: Transition, error: Transition): Row => ({ started, processed, error });

/**
 * The transition table of domain rule "UpdateWorkerActivity". An `error` is heard from queued too, because a worker whose start
 * report failed writes it; an element left started by a lost agent can be taken over; a repeated final report is harmless.
 */
const table: Readonly<Record<ActivityLife['state'], Readonly<Record<Relation, Row>>>> = {
  queued: every(row('yes', 'conflict', 'yes')),
  started: {
    none: row('conflict', 'conflict', 'conflict'),
    same: row('nothing', 'yes', 'yes'),
    live: row('conflict', 'conflict', 'conflict'),
    dead: row('yes', 'conflict', 'conflict'),
  },
  error: { ...every(row('yes', 'conflict', 'conflict')), same: row('yes', 'conflict', 'nothing') },
  processed: { ...every(row('conflict', 'conflict', 'conflict')), same: row('conflict', 'nothing', 'conflict') },
};

function every(same: Row): Readonly<Record<Relation, Row>> {
  return { none: same, same, live: same, dead: same };
}

export const transition = (state: ActivityLife['state'], relation: Relation, reported: ReportedState): Transition =>
  table[state][relation][reported];
