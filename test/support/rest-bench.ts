import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditBundles } from '../../application/audit/bundle/bundles.ts';
import { Traces } from '../../application/audit/traces.ts';
import { quiet } from './quiet.ts';
import { shownSettings } from '../../infrastructure/config-shown.ts';
import { restParking } from './rest-parking.ts';
import { restUpkeep } from './rest-upkeep.ts';
import { allFacts } from '../../application/facts/index.ts';
import { Pipeline } from '../../application/pipeline/pipeline.ts';
import { InlineReactions } from '../../application/reactors/process-manager/inline-reactions.ts';
import { Planner } from '../../application/reactors/process-manager/plan.ts';
import { claimsLook } from '../../application/tasks/claims-look.ts';
import { StreamedAgents } from '../../application/dispatch/removed-agents.ts';
import { StreamedClaims } from '../../application/tasks/live-claims.ts';
import type { ClaimState } from '../../application/ports/live-claims.ts';
import type { Person } from '../../application/ports/identity/people.ts';
import type { Look } from '../../application/ports/look/look.ts';
import { FilesystemBlobs } from '../../infrastructure/blobs/filesystem/filesystem-blobs.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { PostgresRefusals } from '../../infrastructure/database/postgres-refusals.ts';
import { PostgresRefusedCommands } from '../../infrastructure/database/postgres-refused-commands.ts';
import { readModels } from '../../infrastructure/database/kysely.ts';
import { MemoryEventStore } from '../../infrastructure/event-store/memory/memory-event-store.ts';
import { signingKey } from '../../infrastructure/identity/signing-key.ts';
import { uploadsLook } from '../../infrastructure/images/uploads.ts';
import { blobRoutes } from '../../interfaces/rest/files/blobs.ts';
import { iiifRoutes } from '../../interfaces/rest/files/iiif.ts';
import type { AnyOperation } from '../../interfaces/rest/edge/operation.ts';
import type { GivenServices } from '../../interfaces/rest/edge/services.ts';
import { RestServer } from '../../interfaces/rest/server.ts';
import { activitiesLook } from '../../projections/activities/look.ts';
import { agentsLook } from '../../projections/agents/look.ts';
import { corporaLook } from '../../projections/corpora/look.ts';
import { elementsLook } from '../../projections/elements/look.ts';
import { ProjectionsAdmin } from '../../projections/engine/admin/projections-admin.ts';
import { CurrentRows } from '../../projections/engine/current-rows.ts';
import { Answers } from '../../projections/engine/answers.ts';
import { Builder } from '../../projections/engine/build/builder.ts';
import { Verifier } from '../../projections/engine/verify/verifier.ts';
import { Projector } from '../../projections/engine/projector.ts';
import { eventIndexOf } from '../../projections/event-index/queries.ts';
import { farmsLook } from '../../projections/farms/look.ts';
import { imagesLook } from '../../projections/images/look.ts';
import { allProjections } from '../../projections/index.ts';
import { lateReportsLook } from '../../projections/late-reports/look.ts';
import { processesLook } from '../../projections/processes/look.ts';
import { publicityOf } from '../../projections/publicity.ts';
import type { Tables } from '../../projections/tables.ts';
import { taskIdsOf } from '../../projections/tasks/queries.ts';
import { workersLook } from '../../projections/workers/look.ts';
import { answered } from './answered.ts';
import { inStream, type Happened } from './folding.ts';
import { happensIn } from './happens.ts';
import { readModelDatabase } from './read-model-database.ts';
import type { TestScope } from './postgres.ts';
import * as processes from './processes.ts';
import { restDispatch } from './rest-dispatch.ts';
import { restIdentity } from './rest-identity.ts';
import * as tasks from './tasks.ts';

let made = 0;

/**
 * A server with these operations over a log in memory and all read models in a database of the test's own, which lag behind as they
 * do in life. People are added by `person`; `ask` sends a request as one of them, as a task or as an agent.
 */
export async function restBench(t: TestScope, operations: readonly AnyOperation[]) {
  const database = await readModelDatabase(t);
  const store = new MemoryEventStore();
  const pool = database.pool();
  const db = readModels<Tables>(database.pool());
  const folder = await mkdtemp(join(tmpdir(), 'colophon-rest-'));
  const blobs = new FilesystemBlobs(folder, 'a secret of the test');
  const projector = new Projector({ store, pool, projections: allProjections, clock: systemClock, log: quiet });
  const { readSide } = projector;
  const current = new CurrentRows({ pool, store });
  const { identity, add } = restIdentity(pool, systemClock);
  const look: Look = {
    activities: activitiesLook(current),
    agents: agentsLook(db),
    claims: claimsLook(store),
    corpora: corporaLook(current),
    elements: elementsLook({ db, current, store, readSide }),
    farms: farmsLook(db, identity),
    images: imagesLook(current),
    lateReports: lateReportsLook(db),
    limits: { maxChunks: 10, maximumTtl: 0 },
    processes: processesLook(db),
    uploads: uploadsLook(blobs),
    workers: workersLook(db, current),
    async caughtUp() {
      await readSide.caughtUp();
      current.forget();
    },
  };
  const refusals = new PostgresRefusals(pool, quiet);
  const pipeline = new Pipeline({ store, clock: systemClock, look, facts: allFacts, refusals });
  const bus = new InlineReactions(pipeline, new Planner(store, 30), store, (error) => {
    throw error;
  });
  const claims = new Map<string, ClaimState>();
  const streamed = new StreamedClaims(store, pipeline);
  const { live, services: dispatch } = restDispatch({ store, pool, db, readSide, bus: pipeline });
  const refused = new PostgresRefusedCommands(pool);
  const index = eventIndexOf(db);
  const taskIds = (processId: string) => taskIdsOf(db, processId);
  const signer = signingKey(folder);
  const parking = restParking(pool, systemClock);
  const upkeep = restUpkeep(pool, systemClock);
  const services: GivenServices = {
    db,
    current,
    look,
    bus,
    answers: new Answers({ pool, store }),
    identity,
    liveClaims: {
      find: async (taskId, term) => claims.get(`${taskId}.${term}`) ?? streamed.find(taskId, term),
      lateUse: async () => undefined,
    },
    removedAgents: new StreamedAgents(store),
    publicity: { find: (target) => publicityOf(db, current, target) },
    blobs,
    ...dispatch,
    audit: {
      log: store,
      index,
      refused,
      traces: new Traces({ store, index, refused }),
      bundles: new AuditBundles({ store, refused, taskIds, readSide, signer, clock: systemClock }),
      publicKey: signer.publicKey,
    },
    parking: parking.parking,
    upkeep: upkeep.upkeep,
    upkeepWorks: upkeep.upkeepWorks,
    projections: new ProjectionsAdmin({ pool, store, clock: systemClock }, allProjections),
    health: { check: async () => [] },
    settings: () =>
      shownSettings({ COLOPHON_SECRET_KEY: 'dontsayit'.repeat(8), COLOPHON_MAIL_URL: 'smtp://ada:dontsayit@mail.example.org:587' }),
    clock: systemClock,
    ids: { next: () => crypto.randomUUID() },
    instanceName: 'Colophon',
    csrfCookie: 'arkindex.csrf',
  };
  const server = new RestServer({
    operations,
    services,
    readSide,
    refusals,
    idempotencyKeys: { claim: async () => new Date() },
    readiness: { check: async () => [] },
    log: quiet,
    host: '127.0.0.1',
    port: 0,
    beside: [blobRoutes({ blobs, clock: systemClock, maxBytes: 10_000_000 }), iiifRoutes(blobs)],
  });
  const keeping = { store, pool, projections: allProjections, clock: systemClock, log: quiet };
  const keepers = [new Builder(keeping), new Verifier(keeping)];
  await projector.start();
  for (const keeper of keepers) await keeper.start();
  await live.start();
  await server.start();
  t.teardown(async () => {
    await server.stop();
    await upkeep.upkeep.stop();
    await live.stop();
    for (const keeper of keepers) await keeper.stop();
    await projector.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const happens = happensIn(store, systemClock);
  /** Appends events past all rules, each with its stream. */
  const happened = async (...history: readonly Happened[]): Promise<void> => {
    for (const { stream, event } of history) await happens(stream, event);
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
    board: live,
    desk: dispatch.desk,
    claims,
    /** Resolves once all read models show what happened, however slow this machine is. */
    readSide: { caughtUp: async () => void (await readSide.waitFor(await store.head(), 60_000)) },
    /** Stopped, the read models stand still. */
    projector,
    signer,
    refused,
    parking,
    upkeep,
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
