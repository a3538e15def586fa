/**
 * Of a thread that fills read models, in MiB. Rows that are kept and replaced leave much behind, which is collected late where there is
 * room: without these limits the program grows to twice what it needs.
 */
export const threadLimits = { maxOldGenerationSizeMb: 200, maxYoungGenerationSizeMb: 32 } as const;
