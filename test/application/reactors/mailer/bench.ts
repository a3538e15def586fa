import { naturalId } from '../../../../domain/kernel/ids.ts';
import { mail, processMailId } from '../../../../domain/mail/state.ts';
import type { ProcessEvent } from '../../../../domain/process/events.ts';
import { MailDelivery } from '../../../../application/reactors/mailer/delivery.ts';
import { Mailer } from '../../../../application/reactors/mailer/mailer.ts';
import { ReactorRunner } from '../../../../application/reactors/runner.ts';
import { Pipeline } from '../../../../application/pipeline/pipeline.ts';
import type { Look } from '../../../../application/ports/look/look.ts';
import type { MailVerdict, Message } from '../../../../application/ports/mail-transport.ts';
import { jobId, type ClaimedJob } from '../../../../application/ports/open-jobs.ts';
import { MemoryEventStore } from '../../../../infrastructure/event-store/memory/memory-event-store.ts';
import { eventually } from '../../../support/eventually.ts';
import { happensIn } from '../../../support/happens.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { MemoryCheckpoints } from '../../../support/memory-checkpoints.ts';
import { memoryIdentity } from '../../../support/memory-identity.ts';
import * as p from '../../../support/processes.ts';

export const finished = (over: Partial<Extract<ProcessEvent, { type: 'ProcessFinished' }>['data']> = {}): ProcessEvent => ({
  type: 'ProcessFinished',
  data: {
    run: 1,
    generation: 0,
    state: 'completed',
    tasks: { completed: 2 },
    finishedAt: '2026-01-01T12:21:30.000Z',
    durationMs: 1_290_000,
    ...over,
  },
});

/** The mailer over a log in memory, its jobs, and a mail server that says what it is told to. Ada (user 1) is the creator. */
export function mailBench() {
  const store = new MemoryEventStore();
  const clock = new ManualClock();
  const checkpoints = new MemoryCheckpoints();
  const { identity, add } = memoryIdentity();
  const ada = add('Ada');
  const sent: Message[] = [];
  const server: { answer: (message: Message) => Promise<MailVerdict>; behind: boolean; gone: boolean } = {
    answer: async () => ({ kind: 'taken' }),
    behind: false,
    gone: false,
  };
  const people = { ...identity.people, find: async (id: number) => (server.gone ? null : identity.people.find(id)) };
  const pipeline = new Pipeline({ store, clock, look: {} as Look, facts: [], refusals: { keep: () => undefined } });
  const delivery = new MailDelivery({
    store,
    bus: pipeline,
    people,
    clock,
    transport: {
      send: async (message) => {
        sent.push(message);
        return server.answer(message);
      },
    },
    look: {
      projectName: async () => 'Registers',
      tasksOf: async () => [{ slug: 'initialisation', state: 'completed' }],
      elementsWithErrors: async () => 3,
    },
    readSide: { applied: () => 0n, waitFor: async () => !server.behind, caughtUp: async () => undefined },
    instanceName: 'Colophon',
    publicUrl: 'https://colophon.example.org/',
  });
  const happens = happensIn(store, clock);
  let term = 0;
  return {
    store,
    ada,
    add,
    sent,
    server,
    checkpoints,
    delivery,
    happens: (...events: readonly ProcessEvent[]): Promise<void> => happens(`process-${p.processId}`, ...events),
    /** Lets a mailer react to all that has happened. */
    react: async (): Promise<void> => {
      const deps = { store, bus: pipeline, checkpoints, clock };
      const runner = new ReactorRunner(new Mailer(store, people), {
        ...deps,
        onFailure: (_, error) => {
          throw error;
        },
      });
      await runner.start();
      const head = await store.head();
      await eventually('it has caught up', async () => {
        clock.advance(1000);
        return (checkpoints.positions.get('mailer') ?? checkpoints.beginnings.get('mailer') ?? -1n) >= head;
      });
      await runner.stop();
    },
    /** The n-th job that was opened, claimed anew. */
    job: (n = 0): ClaimedJob => {
      const job = checkpoints.jobs[n];
      if (!job) throw new Error('There is no such job.');
      return { ...job, id: jobId(job), attempts: 0, term: (term += 1) };
    },
    /** What a mail's stream tells, as `<type>` or `<type> <what counts>`. */
    mailOf: async (run = 1, generation = 0): Promise<readonly string[]> => {
      const events = await store.readStream(`${mail.category}-${processMailId(p.processId, run, generation)}`);
      return events.map(({ type, data }) => {
        const { reason, attempt } = data as { readonly reason?: string; readonly attempt?: number };
        return [type, attempt, reason].filter((part) => part !== undefined).join(' ');
      });
    },
    origin: { actor: p.ada, commandId: naturalId('decided'), correlationId: naturalId('decided'), causationId: null },
  };
}
