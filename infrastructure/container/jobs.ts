import { join } from 'node:path';
import { ContainerModule } from 'inversify';
import { JobRunner } from '../../application/jobs/job-runner.ts';
import { Parking } from '../../application/jobs/parking.ts';
import { Leader } from '../../application/reactors/leader.ts';
import { MailDelivery } from '../../application/reactors/mailer/delivery.ts';
import { Mailer } from '../../application/reactors/mailer/mailer.ts';
import { ReactorRunner } from '../../application/reactors/runner.ts';
import { jobId } from '../../application/ports/open-jobs.ts';
import { mailsLook } from '../../projections/mails/look.ts';
import { PostgresOpenJobs } from '../database/postgres-open-jobs.ts';
import { PostgresParkedJobs } from '../database/postgres-parked-jobs.ts';
import { LazyMail } from '../mail/lazy-mail.ts';
import { LazyQueue } from '../queue/lazy-queue.ts';
import { tokens } from './tokens.ts';

/** What is slow or goes outside: open jobs, the queue that wakes for them, who does them, and the mailer, which opens them. */
export const jobsModule = new ContainerModule(({ bind }) => {
  bind(tokens.openJobs).toResolvedValue((pool) => new PostgresOpenJobs(pool), [tokens.pool]);
  bind(tokens.parkedJobs).toResolvedValue((pool) => new PostgresParkedJobs(pool), [tokens.pool]);
  bind(tokens.queue).toResolvedValue(
    ({ queueUrl: url }, connection, clock, log) => {
      const onFailure = (error: unknown): void => log.warn({ err: error }, 'The queue is away or in trouble; jobs wait until it is back.');
      return new LazyQueue(async () => {
        if (url !== undefined) return new (await import('../queue/bull/bull-queue.ts')).BullQueue({ url, clock, onFailure });
        return new (await import('../queue/graphile-worker/graphile-queue.ts')).GraphileQueue({ connection, clock, onFailure });
      });
    },
    [tokens.settings, tokens.connection, tokens.clock, tokens.log],
  );
  bind(tokens.mailTransport).toResolvedValue(
    ({ mailUrl, mailFrom }, folder) =>
      new LazyMail(async () => {
        if (mailUrl !== undefined) return new (await import('../mail/smtp/smtp-mail.ts')).SmtpMail(mailUrl, mailFrom);
        return new (await import('../mail/files/mail-files.ts')).MailFiles(join(folder, 'mail'), mailFrom);
      }),
    [tokens.settings, tokens.dataFolder],
  );
  bind(tokens.jobHandlers).toResolvedValue(
    (store, bus, { people }, transport, clock, db, readSide, { instanceName, publicUrl }) => [
      new MailDelivery({ store, bus, people, transport, clock, look: mailsLook(db), readSide, instanceName, publicUrl }),
    ],
    [tokens.store, tokens.pipeline, tokens.identity, tokens.mailTransport, tokens.clock, tokens.db, tokens.readSide, tokens.settings],
  );
  bind(tokens.jobRunner).toResolvedValue(
    (jobs, queue, handlers, clock, settings, log) =>
      new JobRunner({
        jobs,
        queue,
        handlers,
        clock,
        width: settings.jobsConcurrency,
        onFailure: (job, error) => log.warn({ err: error, job: job?.id, key: job?.key }, 'A job could not be done.'),
      }),
    [tokens.openJobs, tokens.queue, tokens.jobHandlers, tokens.clock, tokens.settings, tokens.log],
  );
  bind(tokens.parking).toResolvedValue(
    (parked, queue, handlers, clock) => new Parking({ parked, queue, handlers, clock }),
    [tokens.parkedJobs, tokens.queue, tokens.jobHandlers, tokens.clock],
  );
  bind(tokens.mailer).toResolvedValue(
    (store, bus, checkpoints, clock, queue, { people }, leases, log) => {
      const runner = new ReactorRunner(new Mailer(store, people), {
        store,
        bus,
        checkpoints,
        clock,
        onFailure: (reactor, error) => log.warn({ err: error, reactor }, 'A reactor tries a page again.'),
        onOpened: (jobs) => {
          for (const job of jobs) void queue.add(jobId(job), clock.now());
        },
      });
      const onFailure = (error: unknown): void => log.warn({ err: error }, 'Leading failed; it is tried again.');
      return new Leader(runner.name, [runner], { leases, clock, onFailure });
    },
    [tokens.store, tokens.pipeline, tokens.checkpoints, tokens.clock, tokens.queue, tokens.identity, tokens.leases, tokens.log],
  );
});
