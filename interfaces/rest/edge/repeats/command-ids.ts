import { naturalId } from '../../../../domain/kernel/ids.ts';
import type { IdempotencyKeys } from '../../../../application/ports/idempotency-keys.ts';
import type { Ids } from '../../../../application/ports/ids.ts';
import type { Principal } from '../principal.ts';
import { EdgeRefusal, invalid } from '../refusals/edge-refusal.ts';
import { digestOf } from './digest.ts';
import type { Repeats, Running } from './repeats.ts';
import { scopeOf } from './scope.ts';

export interface CommandIdDeps {
  readonly keys: IdempotencyKeys;
  readonly repeats: Repeats;
  readonly ids: Ids;
}

export interface WriteRequest {
  readonly principal: Principal;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly body: Buffer;
  readonly idempotencyKey: string | undefined;
}

const longestKey = 200;

/**
 * The command id of a request: from its `Idempotency-Key` and the principal, or a random one that the same request finds again while
 * it has got no complete answer (api.md §1.9 rules 2 and 3).
 * @throws EdgeRefusal when the key is too long or was used for another request
 */
export async function commandIdFor(request: WriteRequest, { keys, repeats, ids }: CommandIdDeps): Promise<Running> {
  const { principal, method, url, body, idempotencyKey } = request;
  const scope = scopeOf(principal);
  const digest = digestOf(scope, method, url, body);
  if (idempotencyKey === undefined) return repeats.begin(digest, () => ids.next());
  if (idempotencyKey === '' || idempotencyKey.length > longestKey) throw wrongKey(`Must have 1 to ${longestKey} characters.`);
  const since = await keys.claim(scope, idempotencyKey, digest);
  if (!since) throw wrongKey('This key was already used for another request.');
  return { commandId: naturalId('idempotency key', scope, idempotencyKey, since.toISOString()), end: () => undefined };
}

const wrongKey = (message: string): EdgeRefusal => new EdgeRefusal([invalid('Idempotency-Key', message)]);
