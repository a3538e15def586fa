import type { Refusals } from '../../../../application/ports/refusals.ts';
import type { Asked, AskedToWrite } from '../asked.ts';
import type { AnyAction, AnyOperation } from '../operation.ts';
import type { Positions } from '../positions.ts';
import type { Principal } from '../principal.ts';
import { authenticate } from '../principals/authenticate.ts';
import { EdgeRefusal, edgeRefusal } from '../refusals/edge-refusal.ts';
import { keepingRefused } from '../refusals/keep-refused.ts';
import { commandIdFor, type CommandIdDeps } from '../repeats/command-ids.ts';
import type { Running } from '../repeats/repeats.ts';
import type { Reply } from '../reply.ts';
import { pathParams } from '../request/path-params.ts';
import { headerOf, type RawRequest } from '../request/request.ts';
import type { Services } from '../services.ts';
import { accept } from './accept.ts';
import { performRead } from './read.ts';
import { commandsOf, performWrite } from './write.ts';

export interface Handling {
  readonly services: Services;
  readonly positions: Positions;
  readonly commandIds: CommandIdDeps;
  readonly refusals: Refusals;
}

export interface Handled {
  readonly reply: Reply;
  readonly stale: boolean;
}

/** What is told while a request is carried out. */
export interface Telling {
  /** Where a request that changes things is entered, so that its end can be told. */
  running(running: Running): void;
  /** Who asks. */
  known(principal: Principal): void;
}

/** One request to one operation: who, may it, is it right, do it. @throws EdgeRefusal, and what `refusalOf` knows */
export async function handle(
  operation: AnyOperation,
  rawParams: Readonly<Record<string, string>>,
  request: RawRequest,
  { services, positions, commandIds, refusals }: Handling,
  telling: Telling,
): Promise<Handled> {
  const path = pathParams(operation.params, rawParams);
  if (!path) throw edgeRefusal('not_found');
  const keeping = { refusals, clock: services.clock };
  const principal = await keepingRefused({ operation, principal: { kind: 'nobody' }, request }, keeping, () =>
    authenticate(request.headers, services),
  );
  telling.known(principal);
  const stale = operation.kind === 'read' ? await positions.beforeRead(principal, headerOf(request.headers, 'x-position')) : false;
  const { asked, bytes } = await keepingRefused({ operation, principal, request }, keeping, () =>
    accept(operation, path, principal, request, services),
  );
  if (operation.kind === 'read') {
    const reply = await performRead(operation, asked, new URL(request.url, request.baseUrl), services);
    return { reply, stale };
  }
  const commandId = changesNothing(operation) ? services.ids.next() : await idFor(request, asked.principal, bytes, commandIds, telling);
  const toDo = { ...asked, commandId };
  const reply =
    operation.kind === 'write'
      ? await performWrite(
          operation,
          toDo,
          await keepingRefused({ operation, principal, request }, keeping, () => commandsOf(operation, toDo, services)),
          services,
        )
      : await act(operation, toDo, services);
  if (reply.position !== undefined) positions.wrote(principal, reply.position);
  return { reply, stale: false };
}

/** There is nothing that a repetition could do twice. */
const changesNothing = (operation: AnyOperation): boolean => operation.method === 'get' || ('upload' in operation && !!operation.upload);

async function idFor(
  { method, url, headers }: RawRequest,
  principal: Principal,
  body: Buffer,
  deps: CommandIdDeps,
  telling: Telling,
): Promise<string> {
  const running = await commandIdFor({ principal, method, url, body, idempotencyKey: headerOf(headers, 'idempotency-key') }, deps);
  telling.running(running);
  return running.commandId;
}

async function act(operation: AnyAction, asked: Asked & AskedToWrite, services: Services): Promise<Reply> {
  const reply = await operation.respond(asked, services);
  if ('refusals' in reply) throw new EdgeRefusal(reply.refusals);
  return reply;
}
