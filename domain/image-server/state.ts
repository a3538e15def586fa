import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { imageServerEvents, type ImageServerEvent } from './events.ts';

export interface ImageServerState {
  readonly known: boolean;
}

export const imageServer: Aggregate<ImageServerState, ImageServerEvent> = {
  category: 'imageserver',
  events: imageServerEvents,
  initial: { known: false },
  evolve: () => ({ known: true }),
};

export const decision = decisionsOf(imageServer);
