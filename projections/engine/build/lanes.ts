import { availableParallelism } from 'node:os';
import type { AnyProjection } from '../projection.ts';

const most = 4;

/**
 * How many connections fill a generation side by side, each with its share of the rows and a checkpoint of its own. A row is a function
 * of its own events alone, so rows may be filled apart; the rows of a rollup come from the changes of all others, so a projection with
 * rollups has one lane.
 */
export const lanesOf = ({ rollups }: AnyProjection, wanted = Math.min(most, availableParallelism())): number =>
  rollups && rollups.length > 0 ? 1 : wanted;

/** The lane of a row, by a hash of its key (FNV-1a over its characters). */
export function laneOf(key: string, lanes: number): number {
  if (lanes === 1) return 0;
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % lanes;
}
