import type { Test } from 'tap';
import type { EventStore } from '../../../application/ports/event-store.ts';

/** An adapter at work, with what the suite does to it. The log may hold events of others: every case uses streams of its own. */
export interface Subject {
  readonly store: EventStore;
  /** A further instance on the same log, as another program would have one. It lives as long as the subject. */
  another(): Promise<EventStore>;
  /** Kills the server behind the log and resolves once it has been started again; absent where nothing can be killed. */
  restart?(): Promise<void>;
  close(): Promise<void>;
}

/** What a product must show to be an event store. */
export interface Adapter {
  /** What it cannot promise, and why; the cases of these promises are then skipped with the reason. */
  readonly lacks?: { readonly durability?: string };
  open(t: Test): Promise<Subject>;
}
