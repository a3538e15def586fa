import type { AnyOperation } from '../operation.ts';
import { patternOf, splitPath, type Part } from './path.ts';

export type Match =
  | { readonly kind: 'found'; readonly operation: AnyOperation; readonly params: Readonly<Record<string, string>> }
  /** The same but for the trailing slash, which belongs to the path. */
  | { readonly kind: 'slash'; readonly path: string }
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  | { readonly kind: 'none' };

interface Node {
  readonly words: Map<string, Node>;
  readonly value: { node: Node | null };
  /** Operations that end here, by whether their path ends in a slash. */
  readonly ends: Map<boolean, Ending[]>;
  /** Operations whose last value takes all that is left from here. */
  readonly rests: Ending[];
}

interface Ending {
  readonly operation: AnyOperation;
  readonly names: readonly string[];
}

const emptyNode = (): Node => ({ words: new Map(), value: { node: null }, ends: new Map(), rests: [] });

/**
 * Finds operations by raw path and method. Where two patterns fit, literal segments win over values, from left to right.
 * (A router of regular expressions decodes whole paths and lets the first pattern win: neither is what api.md §1.2 demands.)
 */
export class Router {
  readonly #root = emptyNode();

  constructor(prefix: string, operations: readonly AnyOperation[]) {
    for (const operation of operations) this.#add(prefix + operation.path, operation);
  }

  match(method: string, rawPath: string): Match {
    const path = splitPath(rawPath);
    if (!path) return { kind: 'none' };
    const { segments, slash } = path;
    const wanted = method === 'HEAD' ? 'get' : method.toLowerCase();
    const found = this.#find(this.#root, segments, 0, slash, []);
    if (found) return choose(found.endings, found.values, wanted);
    const other = this.#find(this.#root, segments, 0, !slash, []);
    return other ? { kind: 'slash', path: slash ? rawPath.slice(0, -1) : `${rawPath}/` } : { kind: 'none' };
  }

  #add(path: string, operation: AnyOperation): void {
    const { parts, slash } = patternOf(path);
    let node = this.#root;
    const names: string[] = [];
    for (const part of parts) {
      if (part.kind !== 'word') names.push(part.name);
      if (part.kind === 'rest') return void node.rests.push({ operation, names });
      node = childOf(node, part);
    }
    node.ends.set(slash, [...(node.ends.get(slash) ?? []), { operation, names }]);
  }

  #find(node: Node, segments: readonly string[], at: number, slash: boolean, values: readonly string[]): Found | null {
    const segment = segments[at];
    if (segment === undefined) {
      const endings = node.ends.get(slash);
      return endings ? { endings, values } : null;
    }
    const word = node.words.get(segment);
    const value = node.value.node;
    return (
      (word && this.#find(word, segments, at + 1, slash, values)) ??
      (value && this.#find(value, segments, at + 1, slash, [...values, segment])) ??
      (node.rests.length > 0 && !slash ? { endings: node.rests, values: [...values, segments.slice(at).join('/')] } : null)
    );
  }
}

interface Found {
  readonly endings: readonly Ending[];
  readonly values: readonly string[];
}

function childOf(node: Node, part: Exclude<Part, { kind: 'rest' }>): Node {
  if (part.kind === 'value') return (node.value.node ??= emptyNode());
  const child = node.words.get(part.word) ?? emptyNode();
  node.words.set(part.word, child);
  return child;
}

function choose(endings: readonly Ending[], values: readonly string[], method: string): Match {
  const ending = endings.find(({ operation }) => operation.method === method);
  if (!ending) {
    const methods = endings.map(({ operation }) => operation.method.toUpperCase());
    return { kind: 'method', allow: [...new Set(methods.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name])))] };
  }
  return { kind: 'found', operation: ending.operation, params: Object.fromEntries(ending.names.map((name, n) => [name, values[n] ?? ''])) };
}
