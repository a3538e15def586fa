import type { Json, JsonObject } from '../kernel/json.ts';
import type { PlannedTask } from './expand.ts';

/** Root of a task's files inside its container. A host task has a root of its own, which the agent puts in its place. */
export const dataRoot = '/data';

/** Names that a worker version may not set: they are the server's, or the agent's. */
const reserved = new Set([
  'PONOS_TASK',
  'PONOS_DATA',
  'ARKINDEX_TASK_TOKEN',
  'ARKINDEX_PROCESS_ID',
  'ARKINDEX_API_URL',
  'ARKINDEX_API_SCHEMA_URL',
  'ARKINDEX_API_CSRF_COOKIE',
  'ARKINDEX_CORPUS_ID',
  'ARKINDEX_WORKER_RUN_ID',
  'TASK_ELEMENTS',
  'ARKINDEX_TASK_CHUNK',
]);

const asText = (value: Json | undefined): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;

/** Clients take an empty variable as set: what has no value is left out. */
const withValue = (variables: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''));

/** The environment that a version was published with (`environment` of its configuration), without the names that are ours. */
export function publishedEnvironment(configuration: JsonObject): Record<string, string> {
  const { environment } = configuration;
  if (environment === null || typeof environment !== 'object' || Array.isArray(environment)) return {};
  const values = Object.entries(environment).filter(([name]) => !reserved.has(name));
  return withValue(Object.fromEntries(values.map(([name, value]) => [name, asText(value)])));
}

/** Where a worker task finds the list of its elements: among the artifacts of the initialisation. */
const elementsFile = (initialisationId: string, chunk: number | null): string =>
  `${dataRoot}/${initialisationId}/${chunk === null ? 'elements.json' : `elements_chunk_${chunk}.json`}`;

export interface TaskContext {
  readonly processId: string;
  readonly corpusId: string | null;
  /** Null where no step lists elements. */
  readonly initialisationId: string | null;
}

/** The part of a task's environment that is frozen with it (its event): no token, no address of this server. */
export const storedEnvironment = (
  { processId, corpusId, initialisationId }: TaskContext,
  task: Pick<PlannedTask, 'workerRunId' | 'chunk'>,
  published: Readonly<Record<string, string>>,
): Record<string, string> => ({
  ...published,
  ...withValue({
    ARKINDEX_PROCESS_ID: processId,
    ARKINDEX_CORPUS_ID: corpusId,
    ARKINDEX_WORKER_RUN_ID: task.workerRunId,
    TASK_ELEMENTS: task.workerRunId !== null && initialisationId !== null ? elementsFile(initialisationId, task.chunk) : null,
    ARKINDEX_TASK_CHUNK: task.chunk === null ? null : String(task.chunk),
  }),
});

/**
 * The whole environment, as the agent gets it with the task's definition. `defaults`: the addresses of this server's API;
 * `token`: that of the claim.
 */
export const taskEnvironment = (
  taskId: string,
  stored: Readonly<Record<string, string>>,
  { defaults, token }: { readonly defaults: Readonly<Record<string, string>>; readonly token: string },
): Record<string, string> => ({
  ...stored,
  ...withValue({ ...defaults, PONOS_TASK: taskId, PONOS_DATA: dataRoot, ARKINDEX_TASK_TOKEN: token }),
});
