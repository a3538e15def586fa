import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What stands before the first line. */
export const genesis = '0'.repeat(64);

export interface Sealed {
  /** The line as it is written, without its end. */
  readonly text: string;
  /** SHA-256 over the canonical JSON of the line without its hash; the hash of the line before is part of it. */
  readonly hash: string;
}

/** RFC 8785: equal values have one text. @throws TypeError for what JSON cannot say */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('This has no JSON.');
  return text;
}

const hashOf = (content: object): string => createHash('sha256').update(canonical(content)).digest('hex');

/** Writes a line so that nobody can change, remove or insert one without breaking the chain. `line` counts from 1. */
export function seal(line: number, content: object, previous: string): Sealed {
  const linked = { ...content, line, previous };
  const hash = hashOf(linked);
  return { text: canonical({ ...linked, hash }), hash };
}

export interface Unsealed {
  readonly line: number;
  readonly previous: string;
  readonly hash: string;
  readonly kind: unknown;
  readonly content: Readonly<Record<string, unknown>>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A line as it was written; null when a single byte of it is otherwise than `seal` writes it, or its hash is not its own. */
export function unseal(bytes: Uint8Array): Unsealed | null {
  try {
    const text = utf8.decode(bytes);
    const { hash, ...content } = JSON.parse(text) as Record<string, unknown>;
    const { line, previous, kind } = content;
    if (typeof hash !== 'string' || typeof line !== 'number' || typeof previous !== 'string') return null;
    if (canonical({ ...content, hash }) !== text || hashOf(content) !== hash) return null;
    return { line, previous, hash, kind, content };
  } catch {
    return null;
  }
}
