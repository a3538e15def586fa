/**
 * The life of a generation of tables:
 *
 *   building ⇄ paused        being filled from the log, beside the live one
 *      │  └──────┴──► cancelled
 *      ▼
 *   caught_up ──► verified   follows the log; verified: it is what the live one is
 *      │ forced      │
 *      └──────┬──────┘
 *             ▼
 *           live ──► retired ──► dropped
 *             ▲  rollback │
 *             └───────────┴──► caught_up     when a program starts whose version it is, and not that of the live one
 *
 * Of each projection one generation is live, at most one is on its way (building to verified) and at most one retired; the rest are
 * cancelled or dropped, without tables. A generation caught up or verified may be dropped as well.
 */
export const generationStates = ['building', 'paused', 'caught_up', 'verified', 'live', 'retired', 'dropped', 'cancelled'] as const;
export type GenerationState = (typeof generationStates)[number];

/** Not there yet: the one that may come to be live. */
export const onItsWay: readonly GenerationState[] = ['building', 'paused', 'caught_up', 'verified'];
/** Moved on with the log by every projector of its version. */
export const following: readonly GenerationState[] = ['caught_up', 'verified', 'live', 'retired'];
/** Without tables, for ever. */
export const gone: readonly GenerationState[] = ['dropped', 'cancelled'];
