import { firstBreak, firstDifference, type Damage } from './damage.ts';
import { unseal, type Unsealed } from './line.ts';
import { fingerprintOf, isSignedBy, manifestOf, type Manifest } from './manifest.ts';
import { splitLines } from './split-lines.ts';

export interface Verdict {
  /** Null: the bundle is as it was signed. */
  readonly damage: Damage | null;
  readonly lines: number;
  /** As the manifest says; null without a readable one. */
  readonly process: string | null;
  readonly time: string | null;
  /** Fingerprint of the enclosed key; null without a readable manifest. */
  readonly key: string | null;
}

/**
 * Checks a bundle without anything else at hand. `publicKey` (PEM) is the key that must have signed it; without one the enclosed key is
 * taken at its word, which proves that the bundle is whole, not whose it is.
 */
export async function verifyBundle(chunks: AsyncIterable<Uint8Array>, publicKey?: string): Promise<Verdict> {
  const lines: (Unsealed | null)[] = [];
  for await (const { bytes, ended } of splitLines(chunks)) lines.push(ended ? kept(unseal(bytes)) : null);
  const at = lines.findIndex((line) => line?.kind === 'manifest');
  const manifest = at === -1 ? null : manifestOf(bare(lines[at]!));
  return {
    damage: damageOf(lines, at, manifest, publicKey),
    lines: lines.length,
    process: manifest?.process ?? null,
    time: manifest?.time ?? null,
    key: manifest && fingerprint(manifest.public_key),
  };
}

/** Only the manifest is looked at again: of a large bundle not all is held in memory. */
const kept = (line: Unsealed | null): Unsealed | null => (line && line.kind !== 'manifest' ? { ...line, content: {} } : line);

function damageOf(
  lines: readonly (Unsealed | null)[],
  at: number,
  manifest: Manifest | null,
  publicKey: string | undefined,
): Damage | null {
  if (!lines.some((line) => line !== null)) return { line: 1, kind: 'no_bundle' };
  if (at === -1) return firstBreak(lines) ?? { line: lines.length + 1, kind: 'manifest_missing' };
  const before = lines.slice(0, at);
  if (!manifest || !isSignedBy(manifest, manifest.public_key)) return firstBreak(before) ?? { line: at + 1, kind: 'manifest_altered' };
  if (publicKey !== undefined && !isSignedBy(manifest, publicKey)) return { line: at + 1, kind: 'other_key' };
  const difference = firstDifference(
    before.map((line) => line?.hash ?? null),
    manifest.hashes,
  );
  if (difference) return difference;
  if (lines[at]?.previous !== manifest.hashes.at(-1) || lines[at]?.line !== at + 1) return { line: at + 1, kind: 'manifest_altered' };
  return at + 1 < lines.length ? { line: at + 2, kind: 'added' } : null;
}

/** What a manifest was signed without: its place in the file. */
const bare = ({ content: { line: _line, previous: _previous, kind: _kind, ...said } }: Unsealed): unknown => said;

function fingerprint(publicKey: string): string | null {
  try {
    return fingerprintOf(publicKey);
  } catch {
    return null;
  }
}
