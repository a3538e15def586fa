import { facts } from '../../../application/facts/facts.ts';
import type { Origin } from '../../../application/pipeline/command.ts';
import { Pipeline } from '../../../application/pipeline/pipeline.ts';
import type { Look } from '../../../application/ports/look/look.ts';
import type { RefusedCommand } from '../../../application/ports/refusals.ts';
import { MemoryLog } from '../../support/memory-log.ts';
import { SteppingClock } from '../../support/stepping-clock.ts';
import { count } from './counter.ts';

/** A pipeline over a log in memory, with a limit that tests may change and the refusals it kept. */
export function pipelineBench() {
  const log = new MemoryLog();
  const clock = new SteppingClock();
  const kept: RefusedCommand[] = [];
  const limit = { value: 10 };
  const look = { caughtUp: async () => undefined } as Look;
  const countFacts = facts(count, async () => ({ limit: limit.value }));
  const pipeline = new Pipeline({ store: log, clock, look, facts: [countFacts], refusals: { keep: (refused) => void kept.push(refused) } });
  return { log, clock, kept, limit, pipeline };
}

export const origin = (commandId: string): Origin => ({
  actor: { kind: 'user', id: '1' },
  commandId,
  correlationId: '00000000-0000-4000-8000-00000000c0aa',
  causationId: null,
});

/** Command ids that tell themselves apart. */
export const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
