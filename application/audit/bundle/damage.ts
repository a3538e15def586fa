import { genesis, type Unsealed } from './line.ts';

/** What is wrong with a bundle, and where first; lines count from 1. */
export interface Damage {
  readonly line: number;
  readonly kind: 'no_bundle' | 'altered' | 'removed' | 'added' | 'manifest_missing' | 'manifest_altered' | 'other_key';
}

/**
 * The first place where the lines (their hashes; null: not as written) are not those that were signed. A line whose hash stands further
 * down in the signed ones has lost what stood before it; one that comes later than a stranger has that stranger before it.
 */
export function firstDifference(found: readonly (string | null)[], signed: readonly string[]): Damage | null {
  const at = Array.from({ length: Math.max(found.length, signed.length) }).findIndex((_, index) => found[index] !== signed[index]);
  if (at === -1) return null;
  const [there, wanted] = [found[at], signed[at]];
  if (at >= signed.length) return { line: at + 1, kind: 'added' };
  if (at >= found.length || (there && signed.indexOf(there, at + 1) !== -1)) return { line: at + 1, kind: 'removed' };
  return { line: at + 1, kind: wanted !== undefined && found.indexOf(wanted, at + 1) !== -1 ? 'added' : 'altered' };
}

/**
 * Without a manifest that can be trusted the chain still tells where it breaks: at a line that is not as written, or one that follows
 * another than it says.
 */
export function firstBreak(lines: readonly (Unsealed | null)[]): Damage | null {
  let previous = genesis;
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    if (!line) return { line: number, kind: 'altered' };
    if (line.line > number) return { line: number, kind: 'removed' };
    if (line.line < number) return { line: number, kind: 'added' };
    if (line.previous !== previous) return { line: number, kind: 'altered' };
    previous = line.hash;
  }
  return null;
}
