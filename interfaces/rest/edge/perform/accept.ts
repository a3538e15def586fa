import type { Asked } from '../asked.ts';
import { querySchema } from '../lists/part-wanted.ts';
import type { AnyOperation } from '../operation.ts';
import type { Principal } from '../principal.ts';
import { demand } from '../principals/access.ts';
import { guardCookie } from '../principals/csrf.ts';
import { unauthenticated } from '../principals/authenticate.ts';
import { EdgeRefusal } from '../refusals/edge-refusal.ts';
import { check } from '../request/check.ts';
import { unknownKeys } from '../request/unknown-keys.ts';
import { parseBody } from '../request/parse-body.ts';
import { parseQuery } from '../request/parse-query.ts';
import { readBody } from '../request/read-body.ts';
import { noUpload, uploaded } from '../request/upload.ts';
import { headerOf, type RawRequest } from '../request/request.ts';
import type { Right } from '../right.ts';
import type { Services } from '../services.ts';

export interface Accepted {
  readonly asked: Asked;
  readonly bytes: Buffer;
}

const safe = new Set(['GET', 'HEAD']);
const noBytes = Buffer.alloc(0);

/**
 * Takes a request in: whether it may (as far as the path tells), what it says, whether that is right, whether it may (as far as the
 * rest tells). @throws EdgeRefusal naming everything that is wrong with query and body at once
 */
export async function accept(
  operation: AnyOperation,
  path: Readonly<Record<string, unknown>>,
  principal: Principal,
  request: RawRequest,
  services: Services,
): Promise<Accepted> {
  const { id: requestId, baseUrl, address, signal, headers } = request;
  if (principal.kind === 'user' && principal.session !== null && !safe.has(request.method)) guardCookie(headers, services, baseUrl);
  const early: Asked = { path, query: {}, body: {}, principal, requestId, baseUrl, address, signal, upload: noUpload };
  const who = operation.who as Right<Asked>;
  const byPath = decidesByPath(who, principal);
  if (byPath) await demand(who, early, services, operation.id);
  else if (principal.kind === 'nobody' && !who.open) throw unauthenticated();

  const bytes = 'body' in operation && operation.body ? await readBody(request.message) : noBytes;
  const query = parseQuery(request.search, querySchema(operation));
  const given = 'body' in operation && operation.body ? parseBody(bytes, headerOf(headers, 'content-type')) : {};
  const body = 'body' in operation && operation.body ? check(operation.body, given) : { value: {}, problems: [] };
  const problems = [...query.problems, ...body.problems, ...unknownKeys(operation, given)];
  if (problems.length > 0) throw new EdgeRefusal(problems);

  const upload = 'upload' in operation && operation.upload ? uploaded(request.message, operation.upload) : noUpload;
  const asked: Asked = { ...early, query: query.value, body: body.value, upload };
  if (!byPath) await demand(who, asked, services, operation.id);
  return { asked, bytes };
}

/** Whether the path and the principal are all that the right looks at. */
function decidesByPath(right: Right<Asked>, principal: Principal): boolean {
  if (right.open) return true;
  if (principal.kind === 'agent') return right.agent === null;
  if (principal.kind === 'task' && right.task?.kind === 'check') return false;
  return (right.needs ?? []).every((need) => need.kind !== 'check' && !(need.kind === 'level' && need.target.field !== undefined));
}
