import { onlyCounted, type RefusedCommand, type Refusals } from '../../../../application/ports/refusals.ts';
import type { Clock } from '../../../../application/ports/clock.ts';
import type { AnyOperation } from '../operation.ts';
import { actorOf, type Principal } from '../principal.ts';
import type { RawRequest } from '../request/request.ts';
import { EdgeRefusal } from './edge-refusal.ts';

export interface Keeping {
  readonly refusals: Refusals;
  readonly clock: Clock;
}

/**
 * Keeps what the edge refuses before it becomes a command, as the pipeline keeps what deciders refuse: who, what, when and why.
 * Of reads only that nobody knew who asked is counted.
 */
export async function keepingRefused<Done>(
  { operation, principal, request }: { readonly operation: AnyOperation; readonly principal: Principal; readonly request: RawRequest },
  { refusals, clock }: Keeping,
  work: () => Promise<Done>,
): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EdgeRefusal && (operation.method !== 'get' || error.refusals.every(({ code }) => code === 'unauthenticated'))) {
      refusals.keep(refused(operation, principal, request, clock.now(), error));
    }
    throw error;
  }
}

function refused(
  operation: AnyOperation,
  principal: Principal,
  { id, rawPath, url }: RawRequest,
  at: Date,
  { refusals }: EdgeRefusal,
): RefusedCommand {
  const target = refusals.every(({ code }) => onlyCounted.has(code)) ? operation.path : rawPath.slice(0, 500);
  return {
    at,
    actor: actorOf(principal),
    command: operation.id,
    target,
    commandId: id,
    correlationId: id,
    causationId: null,
    refusals,
    input: url,
  };
}
