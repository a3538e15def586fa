import type { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Environment } from './environment.ts';
import { exchange } from './exchange.ts';
import { apiPersistence, persistently } from './persistently.ts';
import type { Persistence } from './persistently.ts';
import { refusal } from './shapes.ts';

/** The server has answered, and refused. */
export class RequestRefused extends Error {
  readonly status: number;
  constructor(request: string, status: number, reason: string) {
    super(`${request} was answered with ${status}: ${reason}`);
    this.name = 'RequestRefused';
    this.status = status;
  }
}

export type ClientOptions = { readonly clock: Clock; readonly persistence?: Persistence; readonly idleMs?: number };

type Write = { readonly key: string; readonly body: object };

/** JSON over the API with this task's token: every request is repeated while the server is away, a write always under the same key. */
export function apiClient({ apiUrl, token }: Pick<Environment, 'apiUrl' | 'token'>, options: ClientOptions) {
  const { clock, persistence = apiPersistence, idleMs = 60_000 } = options;

  async function send<T>(method: string, path: string, shape: z.ZodType<T>, write?: Write): Promise<T> {
    const headers = new Headers({ authorization: `Ponos ${token}`, accept: 'application/json' });
    if (write !== undefined) {
      headers.set('content-type', 'application/json');
      headers.set('idempotency-key', write.key);
    }
    const init = { method, headers, ...(write === undefined ? {} : { body: JSON.stringify(write.body) }) };
    const reply = await persistently(() => exchange(`${apiUrl}/api/v1${path}`, init, idleMs), persistence, clock);
    const request = `${method} ${path}`;
    if (reply.status >= 400) throw new RequestRefused(request, reply.status, reasonIn(reply.body));
    const answer = shape.safeParse(parsed(reply.body));
    if (!answer.success) throw new Error(`${request} was answered with ${reply.status} and an unknown shape: ${answer.error.message}`);
    return answer.data;
  }

  return {
    get: <T>(path: string, shape: z.ZodType<T>): Promise<T> => send('GET', path, shape),
    write: <T>(method: 'POST' | 'PUT', path: string, write: Write, shape: z.ZodType<T>): Promise<T> => send(method, path, shape, write),
  };
}
export type ApiClient = ReturnType<typeof apiClient>;

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** The sentences of a refusal, with the names of the fields they are about. */
function reasonIn(body: Buffer): string {
  const said = refusal.safeParse(parsed(body)).data ?? {};
  if (typeof said['detail'] === 'string') return said['detail'];
  const fields = Object.entries(said).filter(([name]) => name !== 'problems' && name !== 'request_id');
  return (
    fields.map(([name, sentences]) => `${name}: ${[sentences].flat().join(' ')}`).join('; ') ||
    body.toString('utf8').slice(0, 200) ||
    'no reason given'
  );
}
