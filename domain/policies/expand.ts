import { plannedTaskId } from '../kernel/ids.ts';
import type { RecipeNode, Start } from '../process/events.ts';

/** What the recipe says about one task; the rest comes from the process and the worker version. */
export interface PlannedTask {
  readonly id: string;
  readonly slug: string;
  readonly depth: number;
  readonly kind: 'step' | 'worker';
  readonly step: string | null;
  readonly workerRunId: string | null;
  /** From 1; null when the node makes one task only. */
  readonly chunk: number | null;
  readonly chunks: number;
  readonly parents: readonly string[];
  readonly requiresGpu: boolean;
  readonly priority: number;
}

export type Recipe = Pick<Start, 'run' | 'chunks' | 'nodes' | 'planVersion'>;

/** Version that new starts freeze. A recipe keeps its own, so a plan changed later never changes what a started run consists of. */
export const planVersion = 1;

const chunkCount = (node: RecipeNode, chunks: number): number => (node.chunked ? chunks : 1);

/** Number of tasks that a recipe yields. */
export const taskCount = (nodes: readonly RecipeNode[], chunks: number): number =>
  nodes.reduce((sum, node) => sum + chunkCount(node, chunks), 0);

const slugOfChunk = (node: RecipeNode, chunk: number, chunks: number): string =>
  chunkCount(node, chunks) > 1 ? `${node.slug}_${chunk}` : node.slug;

/** Depth of every node by key: the longest path from a node without parents. @throws when the nodes form a cycle or name an unknown parent */
function depths(nodes: readonly RecipeNode[]): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  let waiting = nodes;
  while (waiting.length > 0) {
    const ready = waiting.filter((node) => node.parents.every((parent) => known.has(parent)));
    if (ready.length === 0) throw new Error(`The nodes ${waiting.map((node) => node.key).join(', ')} of a recipe wait for each other.`);
    const found = ready.map(
      (node) => [node.key, node.parents.reduce((deepest, parent) => Math.max(deepest, (known.get(parent) ?? 0) + 1), 0)] as const,
    );
    for (const [key, depth] of found) known.set(key, depth);
    waiting = waiting.filter((node) => !known.has(node.key));
  }
  return known;
}

/** Chunk k follows chunk k of a chunked parent and the only task of one that is not chunked. */
function version1(processId: string, { run, chunks, nodes }: Recipe): PlannedTask[] {
  const depth = depths(nodes);
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const ids = new Map<string, string>();
  const idOf = (node: RecipeNode, chunk: number): string => {
    const slug = slugOfChunk(node, node.chunked ? chunk : 1, chunks);
    const id = ids.get(slug) ?? plannedTaskId(processId, run, slug);
    ids.set(slug, id);
    return id;
  };
  const tasksOf = (node: RecipeNode) =>
    Array.from({ length: chunkCount(node, chunks) }, (_, index): PlannedTask => {
      const chunk = index + 1;
      const parents = node.parents.flatMap((key) => byKey.get(key) ?? []);
      return {
        id: idOf(node, chunk),
        slug: slugOfChunk(node, chunk, chunks),
        depth: depth.get(node.key) ?? 0,
        kind: node.kind,
        step: node.step,
        workerRunId: node.workerRunId,
        chunk: chunkCount(node, chunks) > 1 ? chunk : null,
        chunks: chunkCount(node, chunks),
        parents: parents.map((parent) => idOf(parent, chunk)),
        requiresGpu: node.requiresGpu,
        priority: node.priority,
      };
    });
  return [...nodes].sort((a, b) => (depth.get(a.key) ?? 0) - (depth.get(b.key) ?? 0)).flatMap(tasksOf);
}

const versions: Readonly<Record<number, (processId: string, recipe: Recipe) => PlannedTask[]>> = { 1: version1 };

/**
 * The tasks of a started run, parents before children. The same recipe gives the same tasks with the same ids on every machine
 * and in every release, so a planner that died goes on where it stopped. @throws when the recipe is of an unknown version
 */
export function expand(processId: string, recipe: Recipe): readonly PlannedTask[] {
  const plan = versions[recipe.planVersion];
  if (!plan) throw new Error(`Recipes of version ${recipe.planVersion} are unknown to this release.`);
  return plan(processId, recipe);
}
