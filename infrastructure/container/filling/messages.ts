import type { Position } from '../../../application/ports/event-store.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import type { DatabaseAddress } from '../../database/connection.ts';

/** What the process is made for, its first message; any other one tells it to end early. */
export interface FillerOrder {
  readonly address: DatabaseAddress;
  readonly eventStoreUrl: string | undefined;
  readonly generations: readonly { readonly projection: string; readonly number: number }[];
  readonly changes: Position;
}

/** What it says once, before it ends. */
export type FillerAnswer =
  | { readonly kind: 'filled'; readonly whole: boolean }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'fold failed'; readonly projection: string; readonly recorded: Recorded | null; readonly cause: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };
