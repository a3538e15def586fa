import type { Recorded } from '../../../domain/kernel/event.ts';
import { processMailId } from '../../../domain/mail/state.ts';
import type { ProcessEvent, Start } from '../../../domain/process/events.ts';
import { process, type ProcessState } from '../../../domain/process/state.ts';
import { load } from '../../pipeline/load.ts';
import type { EventStore } from '../../ports/event-store.ts';

export type Finished = Recorded<Extract<ProcessEvent, { type: 'ProcessFinished' }>>;

/** A finish of a run, as its process's stream tells it. */
export interface FinishedProcess {
  readonly id: string;
  readonly mode: string;
  readonly state: ProcessState;
  readonly finished: Finished;
  readonly started: Date;
}

/** The id of the mail about a finish. */
export const mailOf = ({ stream, data }: Finished): string => processMailId(processIdOf(stream), data.run, data.generation);

const processIdOf = (stream: string): string => stream.slice('process-'.length);

/** What a stream tells about one of its finishes; null when there is none of this run and generation. @throws StoreUnavailable */
export async function finishedProcess(
  store: EventStore,
  processId: string,
  { run, generation }: Pick<Finished['data'], 'run' | 'generation'>,
): Promise<FinishedProcess | null> {
  const { events, state } = await load<ProcessState>(store, process, processId);
  const finished = events.find((event): event is Finished => {
    const { run: of, generation: in_ } = event.data as Finished['data'];
    return event.type === 'ProcessFinished' && of === run && in_ === generation;
  });
  if (!finished) return null;
  const start = events.find(({ type, data }) => (type === 'ProcessStarted' || type === 'ProcessRetried') && (data as Start).run === run);
  const [created] = events;
  const { mode = '' } = (created?.type === 'ProcessCreated' ? created.data : {}) as { readonly mode?: string };
  return { id: processId, mode, state, finished, started: start?.time ?? finished.time };
}
