import { CamelCasePlugin } from 'kysely';

/** The queries' own rule (see `readModels`), so that tables and queries agree on every name. */
class Names extends CamelCasePlugin {
  columnOf(property: string): string {
    return this.snakeCase(property);
  }
}
const names = new Names();

/** Name of a property's column: `workerRunId` → `worker_run_id`. */
export const columnOf = (property: string): string => names.columnOf(property);

/** Table of one generation. */
export const relationOf = (table: string, generation: number): string => `read.${table}_g${generation}`;

/** What queries read: always the live generation. */
export const viewOf = (table: string): string => `read.${table}`;

/** Of a generation; while it is built, of its first lane. */
export const checkpointOf = (projection: string, generation: number): string => `${projection}_g${generation}`;

export const laneCheckpointOf = (checkpoint: string, lane: number): string => (lane === 0 ? checkpoint : `${checkpoint}/${lane}`);
