import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import { jobBench, Ringer } from './jobs.ts';
import { MemoryQueue } from './memory-queue.ts';

/** Parked jobs of a reactor that only writes down what is decided; nobody does them. */
export function restParking(pool: Pool, clock: Clock) {
  const ringer = new Ringer();
  const queue = new MemoryQueue(clock);
  const bench = jobBench(pool, clock);
  return { ...bench, ringer, queue, parking: bench.parking(queue, ringer) };
}
