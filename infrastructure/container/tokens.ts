import type { ServiceIdentifier } from 'inversify';
import type { Kysely } from 'kysely';
import type { ClientConfig, Pool } from 'pg';
import type { Audit } from '../../application/audit/audit.ts';
import type { AgentDesk } from '../../application/dispatch/agent-desk.ts';
import type { Dispatcher } from '../../application/dispatch/dispatcher.ts';
import type { LiveBoard } from '../../application/dispatch/live-board.ts';
import type { Monitor } from '../../application/dispatch/monitor.ts';
import type { Waiting } from '../../application/dispatch/waiting.ts';
import type { CommandBus } from '../../application/pipeline/command.ts';
import type { JobHandler } from '../../application/jobs/handler.ts';
import type { JobRunner } from '../../application/jobs/job-runner.ts';
import type { Parking } from '../../application/jobs/parking.ts';
import type { Blobs } from '../../application/ports/blobs.ts';
import type { MeteredEventStore } from '../../application/log/metered-event-store.ts';
import type { Checkpoints } from '../../application/ports/checkpoints.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Followers } from '../../application/ports/followers.ts';
import type { IdempotencyKeys } from '../../application/ports/idempotency-keys.ts';
import type { Identity } from '../../application/ports/identity/identity.ts';
import type { Ids } from '../../application/ports/ids.ts';
import type { Leases } from '../../application/ports/leases.ts';
import type { LiveClaims } from '../../application/ports/live-claims.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { Look } from '../../application/ports/look/look.ts';
import type { MailTransport } from '../../application/ports/mail-transport.ts';
import type { OpenJobs } from '../../application/ports/open-jobs.ts';
import type { ParkedJobs } from '../../application/ports/parked-jobs.ts';
import type { Presence } from '../../application/ports/presence.ts';
import type { JobQueue } from '../../application/ports/queue.ts';
import type { Refusals } from '../../application/ports/refusals.ts';
import type { Signer } from '../../application/ports/signer.ts';
import type { Leader } from '../../application/reactors/leader.ts';
import type { Planner } from '../../application/reactors/process-manager/plan.ts';
import type { StepRunner } from '../../application/steps/step-runner.ts';
import type { Upkeep } from '../../application/upkeep/upkeep.ts';
import type { UpkeepWorks } from '../../application/upkeep/work.ts';
import type { ProjectionsAdmin } from '../../projections/engine/admin/projections-admin.ts';
import type { Answers } from '../../projections/engine/answers.ts';
import type { CurrentRows } from '../../projections/engine/current-rows.ts';
import type { Applied } from '../../projections/engine/applied.ts';
import type { Projector } from '../../projections/engine/projector.ts';
import type { ReadSideFollower } from '../../projections/engine/read-side-follower.ts';
import type { Tables } from '../../projections/tables.ts';
import type { DatabaseAddress } from '../database/connection.ts';
import type { PrometheusFigures } from '../figures/prometheus.ts';
import type { Settings } from '../settings.ts';
import type { LogProduct } from './log-product.ts';

const token = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

/** What the composition root binds, by name and type. */
export const tokens = {
  settings: token<Settings>('settings'),
  /** The folder of everything the server keeps, as an absolute path. */
  dataFolder: token<string>('data folder'),
  serverKey: token<string>('server key'),
  log: token<Logger>('log'),
  clock: token<Clock>('clock'),
  ids: token<Ids>('ids'),

  address: token<DatabaseAddress>('address of the database'),
  connection: token<ClientConfig>('database connection'),
  pool: token<Pool>('pool'),
  /** Apart from the pool of requests. */
  projectorPool: token<Pool>('pool of the projector'),
  /** Of what nobody waits for: building, comparing. */
  keeperPool: token<Pool>('pool of the keepers of read models'),
  db: token<Kysely<Tables>>('read models'),
  leases: token<Leases>('leases'),
  checkpoints: token<Checkpoints>('checkpoints'),
  idempotencyKeys: token<IdempotencyKeys>('idempotency keys'),
  refusals: token<Refusals>('refusals'),
  presence: token<Presence>('presence'),
  identity: token<Identity>('identity'),
  blobs: token<Blobs>('blobs'),

  logProduct: token<LogProduct>('product that keeps the log'),
  /** The same, with its appends counted. */
  meteredLog: token<MeteredEventStore>('metered log'),
  store: token<EventStore>('event store'),

  figures: token<PrometheusFigures>('figures'),
  followers: token<Followers>('followers'),

  projector: token<Projector>('projector'),
  readSide: token<Applied>('read side'),
  /** Instead of the projector, in a program that only reads. */
  readSideFollower: token<ReadSideFollower>('read side follower'),
  projections: token<ProjectionsAdmin>('projections, as operators change them'),
  answers: token<Answers>('answers'),
  current: token<CurrentRows>('current rows'),
  look: token<Look>('look'),

  signer: token<Signer>('signer of audit bundles'),
  audit: token<Audit>('audit'),

  planner: token<Planner>('planner'),
  /** Commands as the pipeline carries them out. */
  pipeline: token<CommandBus>('pipeline'),
  /** Commands of requests: starts and stops show their consequence at once. */
  bus: token<CommandBus>('command bus'),
  liveClaims: token<LiveClaims>('live claims'),

  board: token<LiveBoard>('dispatch board'),
  desk: token<AgentDesk>('agent desk'),
  dispatcher: token<Dispatcher>('dispatcher'),
  monitor: token<Monitor>('monitor'),
  waiting: token<Waiting>('waiting reasons'),
  stepRunner: token<StepRunner>('step runner'),
  openJobs: token<OpenJobs>('open jobs'),
  parkedJobs: token<ParkedJobs>('parked jobs'),
  queue: token<JobQueue>('queue'),
  mailTransport: token<MailTransport>('mail transport'),
  jobHandlers: token<readonly JobHandler[]>('job handlers'),
  jobRunner: token<JobRunner>('job runner'),
  parking: token<Parking>('parking'),
  mailer: token<Leader>('mailer'),
  upkeep: token<Upkeep>('upkeep runs'),
  upkeepWorks: token<UpkeepWorks>('upkeep works'),
  /** One for each thing that one program at a time does. */
  leaders: token<readonly Leader[]>('leaders'),
} as const;
