import { jsonOf, type Entry } from './entry.ts';

/** What a stream's metadata hide of it: `$maxCount`, `$maxAge` in seconds, `$tb` (the first revision that is shown). */
export interface StreamLimits {
  readonly maxCount: number | null;
  readonly maxAge: number | null;
  readonly from: bigint;
  readonly softDeleted: boolean;
}

/** The `$tb` of a deleted stream, which JSON shows as a little more. */
export const deletedFrom = 9_223_372_036_854_775_807n;

export function limitsOf(metadata: Entry | undefined): StreamLimits {
  const { $maxCount, $maxAge, $tb } = metadata ? jsonOf(metadata) : {};
  const softDeleted = typeof $tb === 'number' && $tb >= Number(deletedFrom);
  return {
    maxCount: typeof $maxCount === 'number' ? $maxCount : null,
    maxAge: typeof $maxAge === 'number' ? $maxAge : null,
    from: typeof $tb === 'number' && !softDeleted ? BigInt($tb) : 0n,
    softDeleted,
  };
}

export function visible(entries: readonly Entry[], { maxCount, maxAge, from }: StreamLimits, now: Date): readonly Entry[] {
  const last = entries.at(-1)?.revision ?? -1n;
  const oldest = maxAge === null ? -Infinity : now.getTime() - maxAge * 1_000;
  const first = maxCount === null ? 0n : last - BigInt(maxCount) + 1n;
  return entries.filter(({ revision, created }) => revision >= from && revision >= first && created.getTime() >= oldest);
}
