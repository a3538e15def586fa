/** One part of a pattern: a word, a value, or a value that takes all that is left (`{path+}`). */
export type Part =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'rest'; readonly name: string };

export interface Pattern {
  readonly parts: readonly Part[];
  readonly slash: boolean;
}

/** `/process/{id}/` → its parts, and whether a slash ends it. */
export function patternOf(path: string): Pattern {
  const slash = path.endsWith('/');
  const texts = path.slice(1, slash ? -1 : undefined).split('/');
  return { slash, parts: texts.map(partOf) };
}

function partOf(text: string): Part {
  const [, name, rest] = /^\{(\w+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'word', word: text };
  return { kind: rest ? 'rest' : 'value', name };
}

/** The path as the documents write it. */
export const documented = (path: string): string => path.replaceAll('+}', '}');

export interface RawPath {
  /** Decoded once. */
  readonly segments: readonly string[];
  readonly slash: boolean;
}

/**
 * Splits the raw path at `/`, then decodes each segment exactly once, so an encoded slash stays inside its segment (api.md §1.2).
 * Null for what can name nothing: an empty segment, `.`, `..`, a NUL, a broken escape.
 */
export function splitPath(raw: string): RawPath | null {
  const slash = raw.endsWith('/') && raw !== '/';
  const texts = raw.slice(1, slash ? -1 : undefined).split('/');
  try {
    const segments = texts.map(decodeURIComponent);
    const empty = segments.some((segment) => ['', '.', '..'].includes(segment) || segment.includes('\0'));
    return empty ? null : { segments, slash };
  } catch {
    return null;
  }
}
