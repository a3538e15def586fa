import { activityQueue, activityQueueId } from '../../../domain/activity-queue/state.ts';
import { streamOf } from '../../../domain/kernel/decision.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { mail, processMailId } from '../../../domain/mail/state.ts';
import type { ProcessEvent } from '../../../domain/process/events.ts';
import type { EventStore, Position } from '../../ports/event-store.ts';
import type { KeptRefusal, RefusedCommands } from '../../ports/refused-commands.ts';

export interface ContentsDeps {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly refused: RefusedCommands;
  /** Ids of all tasks of a process, of every run. */
  readonly taskIds: (processId: string) => Promise<readonly string[]>;
}

/** One line of a bundle before it is sealed. */
export interface Content {
  readonly kind: 'event' | 'refused_command';
  readonly [key: string]: unknown;
}

/** How many streams are read, of how many. */
export type OnStream = (done: number, total: number) => void;

type OfProcess = Recorded<ProcessEvent>;

/** Refusals read at a time. */
const pageSize = 500;

/**
 * Everything that the log holds about a process up to a position, stream by stream: its own, those of its tasks, of its queues, of its
 * mails; then the commands about them that were refused.
 */
export async function* contentsOf(
  processId: string,
  until: Position,
  { store, refused, taskIds }: ContentsDeps,
  onStream: OnStream,
): AsyncGenerator<Content> {
  const own = (await store.readStream(`process-${processId}`)) as readonly OfProcess[];
  const tasks = await taskIds(processId);
  const others = [...tasks.map((id) => `task-${id}`), ...queuesOf(processId, own), ...mailsOf(processId, own)];
  for (const recorded of own) if (recorded.position <= until) yield eventLine(recorded);
  onStream(1, 1 + others.length);
  for (const [index, stream] of others.entries()) {
    for (const recorded of await store.readStream(stream)) if (recorded.position <= until) yield eventLine(recorded);
    onStream(index + 2, 1 + others.length);
  }
  for (const refusal of await allRefused(refused, [processId, ...tasks])) yield refusalLine(refusal);
}

const queuesOf = (processId: string, own: readonly OfProcess[]): readonly string[] =>
  own.flatMap((event) =>
    event.type === 'ProcessStarted' || event.type === 'ProcessRetried'
      ? [streamOf(activityQueue, activityQueueId(processId, event.data.run))]
      : [],
  );

/** One per finish. */
const mailsOf = (processId: string, own: readonly OfProcess[]): readonly string[] =>
  own.flatMap((event) =>
    event.type === 'ProcessFinished' ? [streamOf(mail, processMailId(processId, event.data.run, event.data.generation))] : [],
  );

function eventLine({ data, time, position, ...recorded }: Recorded): Content {
  const event = { ...recorded, time: time.toISOString(), position: String(position) };
  return { kind: 'event', event: { ...event, ...wellFormed(data) } };
}

function refusalLine({ id: _, time, ...refusal }: KeptRefusal): Content {
  return { kind: 'refused_command', command: { ...refusal, time: time.toISOString(), refusals: wellFormed(refusal.refusals) } };
}

/** Canonical JSON has no half surrogates, but people send them: what holds one is written as the text of its JSON, in which they are escaped. */
function wellFormed(data: unknown): { readonly data: unknown } | { readonly data_json: string } {
  const text = JSON.stringify(data);
  return /\\ud[89a-f]/i.test(text) ? { data_json: text } : { data };
}

async function allRefused(refused: RefusedCommands, things: readonly string[]): Promise<readonly KeptRefusal[]> {
  const all: KeptRefusal[] = [];
  for (;;) {
    const page = await refused.where({ things }, all.at(-1)?.id ?? null, pageSize);
    all.push(...page);
    if (page.length < pageSize) return all.reverse();
  }
}
