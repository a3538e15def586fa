import type { EventIndex } from '../ports/event-index.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { RefusedCommands } from '../ports/refused-commands.ts';
import type { Signer } from '../ports/signer.ts';
import type { AuditBundles } from './bundle/bundles.ts';
import type { Traces } from './traces.ts';

/** What questions about the past are answered from. */
export interface Audit {
  readonly log: Pick<EventStore, 'readStream' | 'readAll' | 'head'>;
  readonly index: EventIndex;
  readonly traces: Traces;
  readonly refused: RefusedCommands;
  readonly bundles: AuditBundles;
  /** Of this instance, in PEM: what its bundles are signed with. */
  readonly publicKey: Signer['publicKey'];
}
