import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allFacts } from '../../application/facts/index.ts';
import { Pipeline } from '../../application/pipeline/pipeline.ts';
import { InlineReactions } from '../../application/reactors/process-manager/inline-reactions.ts';
import { Planner } from '../../application/reactors/process-manager/plan.ts';
import { claimsLook } from '../../application/tasks/claims-look.ts';
import type { ClaimState } from '../../application/ports/live-claims.ts';
import type { Person } from '../../application/ports/identity/people.ts';
import type { Look } from '../../application/ports/look/look.ts';
import { system } from '../../domain/kernel/event.ts';
import { FilesystemBlobs } from '../../infrastructure/blobs/filesystem/filesystem-blobs.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { readModels } from '../../infrastructure/database/kysely.ts';
import { MemoryEventStore } from '../../infrastructure/event-store/memory/memory-event-store.ts';
import { uploadsLook } from '../../infrastructure/images/uploads.ts';
import { blobRoutes } from '../../interfaces/rest/files/blobs.ts';
import { iiifRoutes } from '../../interfaces/rest/files/iiif.ts';
import type { AnyOperation } from '../../interfaces/rest/edge/operation.ts';
import type { Services } from '../../interfaces/rest/edge/services.ts';
import { RestServer } from '../../interfaces/rest/server.ts';
import { activitiesLook } from '../../projections/activities/look.ts';
import { corporaLook } from '../../projections/corpora/look.ts';
import { elementsLook } from '../../projections/elements/look.ts';
import { Answers } from '../../projections/engine/answers.ts';
import { Projector } from '../../projections/engine/projector.ts';
import { farmsLook } from '../../projections/farms/look.ts';
import { imagesLook } from '../../projections/images/look.ts';
import { allProjections } from '../../projections/index.ts';
import { processesLook } from '../../projections/processes/look.ts';
import { publicityOf } from '../../projections/publicity.ts';
import type { Tables } from '../../projections/tables.ts';
import { workersLook } from '../../projections/workers/look.ts';
import { inStream, type Happened } from './folding.ts';
import { memoryIdentity } from './memory-identity.ts';
import { migratedDatabase } from './migrated.ts';
import type { TestScope } from './postgres.ts';
import * as processes from './processes.ts';
import * as tasks from './tasks.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let made = 0;

/**
 * A server with these operations over a log in memory and all read models in a database of the test's own, which lag behind as they
 * do in life. People are added by `person`; `ask` sends a request as one of them or as a task.
 */
export async function restBench(t: TestScope, operations: readonly AnyOperation[], more: Partial<Services> = {}) {
  const database = await migratedDatabase(t);
  const store = new MemoryEventStore();
  const pool = database.pool();
  const db = readModels<Tables>(database.pool());
  const folder = await mkdtemp(join(tmpdir(), 'colophon-rest-'));
  const blobs = new FilesystemBlobs(folder, 'a secret of the test');
  const projector = new Projector({ store, pool, projections: allProjections, clock: systemClock, log: quiet });
  const { readSide } = projector;
  const { identity, add } = memoryIdentity();
  const look: Look = {
    activities: activitiesLook(db),
    claims: claimsLook(store),
    corpora: corporaLook(db),
    elements: elementsLook(db),
    farms: farmsLook(db, identity),
    images: imagesLook(db),
    limits: { maxChunks: 10, maximumTtl: 0 },
    processes: processesLook(db),
    uploads: uploadsLook(blobs),
    workers: workersLook(db),
    caughtUp: () => readSide.caughtUp(),
  };
  const pipeline = new Pipeline({ store, clock: systemClock, look, facts: allFacts, refusals: { keep: () => undefined } });
  const bus = new InlineReactions(pipeline, new Planner(store, 30), store, (error) => {
    throw error;
  });
  const claims = new Map<string, ClaimState>();
  const services: Partial<Services> = {
    db,
    look,
    bus,
    answers: new Answers({ pool, store }),
    identity,
    liveClaims: { find: async (taskId, term) => claims.get(`${taskId}.${term}`) ?? null, lateUse: async () => undefined },
    publicity: { find: (target) => publicityOf(db, target) },
    blobs,
    clock: systemClock,
    ids: { next: () => crypto.randomUUID() },
    csrfCookie: 'arkindex.csrf',
    ...more,
  };
  const server = new RestServer({
    operations,
    // What only some operations need, a test of those brings in `more`.
    services: services as Services,
    readSide,
    idempotencyKeys: { claim: async () => new Date() },
    readiness: { check: async () => ({ ready: true, reasons: [] }) },
    log: quiet,
    host: '127.0.0.1',
    port: 0,
    beside: [blobRoutes({ blobs, clock: systemClock, maxBytes: 10_000_000 }), iiifRoutes(blobs)],
  });
  await projector.start();
  await server.start();
  t.teardown(async () => {
    await server.stop();
    await projector.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Appends events past all rules, each with its stream. */
  const happened = async (...history: readonly Happened[]): Promise<void> => {
    for (const { stream, event } of history) {
      const held = await store.readStream(stream);
      const metadata = { commandId: crypto.randomUUID(), correlationId: crypto.randomUUID(), causationId: null, actor: system('test') };
      const fresh = { id: crypto.randomUUID(), version: 1, time: new Date(), metadata, ...event };
      await store.append(stream, held.at(-1)?.revision ?? 'no_stream', [fresh]);
    }
  };
  /** A running task of the worker run `processes.reader`, in a process of this person: what to give as `as`. */
  const taskOf = async (creator: Person): Promise<string> => {
    await happened(
      ...inStream(`process-${processes.processId}`)(processes.created({ creatorId: creator.id }), processes.added()),
      ...inStream(`task-${tasks.taskId}`)(tasks.created()),
    );
    const { workerRunId } = processes.reader;
    claims.set(`${tasks.taskId}.1`, {
      live: true,
      endedAt: null,
      claimed: 0n,
      processId: processes.processId,
      workerRunId,
      creatorId: creator.id,
    });
    return `Ponos ${tasks.taskId}.1.ok`;
  };
  const ask = (method: string, path: string, { as, body }: { readonly as?: Person | string; readonly body?: unknown } = {}) =>
    answered(server.url, method, path, typeof as === 'object' ? `Token user-${as.id}` : as, body);
  return {
    db,
    store,
    blobs,
    identity,
    claims,
    readSide,
    happened,
    taskOf,
    ask,
    get url() {
      return server.url;
    },
    person: (options: { readonly admin?: boolean } = {}): Person => add(`person-${made++}`, options),
  };
}

export type RestBench = Awaited<ReturnType<typeof restBench>>;

/** What came back: `body` is the JSON, null when there is none. Bodies are looked into with `t.match`, so they stay untyped here. */
async function answered(base: string, method: string, path: string, authorization: string | undefined, body: unknown) {
  const response = await fetch(path.startsWith('http') ? path : `${base}/api/v1${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of any operation
  return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as any };
}
