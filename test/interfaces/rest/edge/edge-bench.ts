import type { Kysely } from 'kysely';
import { Pipeline } from '../../../../application/pipeline/pipeline.ts';
import type { Finding } from '../../../../application/health/check.ts';
import type { Position } from '../../../../application/ports/event-store.ts';
import type { ClaimState } from '../../../../application/ports/live-claims.ts';
import type { Look } from '../../../../application/ports/look/look.ts';
import type { AppDeps } from '../../../../interfaces/rest/edge/app.ts';
import type { AnyOperation } from '../../../../interfaces/rest/edge/operation.ts';
import { RestServer } from '../../../../interfaces/rest/server.ts';
import { foldAll } from '../../../../projections/engine/projection.ts';
import type { Tables } from '../../../../projections/tables.ts';
import { memoryIdentity } from '../../../support/memory-identity.ts';
import { MemoryLog } from '../../../support/memory-log.ts';
import { quiet } from '../../../support/quiet.ts';
import { SteppingClock } from '../../../support/stepping-clock.ts';
import { table, thingOperations, things } from './things.ts';

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const [open, hidden] = [uuid(101), uuid(102)];

interface Scope {
  teardown(fn: () => unknown): void;
}

/** A server over a log in memory whose read model a test fills by `apply()`; `ann` is admin, `bob` contributor, `cy` guest of the hidden project, `eve` nothing. */
export async function edgeBench(t: Scope, operations: readonly AnyOperation[] = thingOperations, more: Partial<AppDeps> = {}) {
  const log = new MemoryLog();
  const clock = new SteppingClock();
  const { identity, add, openSession } = memoryIdentity();
  const claims = new Map<string, ClaimState>();
  const late: string[] = [];
  const errors: unknown[] = [];
  const findings: Finding[] = [];
  let applied: Position = 0n;
  let ids = 1000;
  const waits: { readonly position: Position; readonly timeoutMs: number }[] = [];
  table.clear();

  const apply = (): void => {
    for (const event of log.all.filter(({ position }) => position > applied)) {
      const key = event.stream.slice('thing-'.length);
      const row = foldAll(things, key, table.get(key) ?? null, [event]);
      if (row) table.set(key, row);
      applied = event.position;
    }
  };
  const readSide = {
    applied: () => applied,
    waitFor: async (position: Position, timeoutMs: number) => {
      waits.push({ position, timeoutMs });
      return applied >= position;
    },
    caughtUp: async () => apply(),
  };
  const look = readSide as unknown as Look;
  const services = {
    db: {} as Kysely<Tables>,
    look,
    bus: new Pipeline({ store: log, clock, look, facts: [], refusals: { keep: () => undefined } }),
    answers: {
      rows: async (projection: typeof things, keys: readonly string[]) =>
        keys.map((key) =>
          foldAll(
            projection,
            key,
            table.get(key) ?? null,
            log.all.filter(({ position }) => position > applied),
          ),
        ),
    } as unknown as AppDeps['services']['answers'],
    identity,
    liveClaims: {
      find: async (taskId: string, term: number) => claims.get(`${taskId}.${term}`) ?? null,
      lateUse: async (taskId: string, term: number, operation: string) => void late.push(`${taskId}.${term} ${operation}`),
    },
    removedAgents: { has: async () => false },
    publicity: {
      find: async ({ id }: { readonly id: string }) => (id === open ? { public: true } : id === hidden ? { public: false } : null),
    },
    blobs: {} as AppDeps['services']['blobs'],
    health: { check: async () => findings },
    clock,
    ids: { next: () => uuid(ids++) },
    instanceName: 'Colophon',
    csrfCookie: 'arkindex.csrf',
  } as unknown as AppDeps['services'];
  const logger = { ...quiet, error: (details: object) => void errors.push(details) };

  const ann = add('ann');
  const bob = add('bob');
  const cy = add('cy');
  add('eve');
  add('root', { admin: true });
  await identity.memberships.grant(ann.id, { kind: 'corpus', id: hidden }, 'admin', 'test');
  await identity.memberships.grant(bob.id, { kind: 'corpus', id: hidden }, 'contributor', 'test');
  await identity.memberships.grant(cy.id, { kind: 'corpus', id: hidden }, 'guest', 'test');

  const server = new RestServer({
    operations,
    services,
    readSide,
    idempotencyKeys: memoryKeys(),
    readiness: { check: async () => [] },
    log: logger,
    host: '127.0.0.1',
    port: 0,
    ...more,
  });
  await server.start();
  t.teardown(() => server.stop());

  const url = (path: string): string => server.url + (path.startsWith('/api') || !path.startsWith('/') ? path : `/api/v1${path}`);
  /** A request as one of the people (`ann`), or with any headers. */
  const ask = (method: string, path: string, { as, body, headers = {}, ...rest }: AskOptions = {}): Promise<Response> =>
    fetch(url(path), {
      method,
      redirect: 'manual',
      headers: {
        ...(as ? { authorization: tokens[as] } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...rest,
    });
  const given = (n: number, corpusId: string, name: string): string => {
    table.set(uuid(n), { id: uuid(n), corpusId, name });
    return uuid(n);
  };
  return { findings, log, clock, identity, claims, late, errors, waits, apply, server, ask, given, openSession, services };
}

interface AskOptions extends Pick<RequestInit, 'signal'> {
  readonly as?: keyof typeof tokens;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const tokens = { ann: 'Token user-1', bob: 'Token user-2', cy: 'Token user-3', eve: 'Token user-4', root: 'Token user-5' } as const;

function memoryKeys() {
  const digests = new Map<string, string>();
  return {
    claim: async (scope: string, key: string, digest: string): Promise<Date | null> => {
      const name = `${scope}\n${key}`;
      if (!digests.has(name)) digests.set(name, digest);
      return digests.get(name) === digest ? new Date(0) : null;
    },
  };
}
