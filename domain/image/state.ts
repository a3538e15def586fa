import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { imageEvents, type ImageEvent } from './events.ts';

export type ImageStatus = 'unchecked' | 'checked' | 'error';

export interface ImageState {
  readonly status: 'none' | ImageStatus;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly hash: string | null;
}

/** An image is declared, then checked against its bytes; an image in error may be checked anew. */
export const image: Aggregate<ImageState, ImageEvent> = {
  category: 'image',
  events: imageEvents,
  refusalEvents: ['ImageFailed'],
  initial: { status: 'none', path: '', width: 0, height: 0, hash: null },
  evolve(state, event) {
    switch (event.type) {
      case 'ImageDeclared':
        return { status: 'unchecked', path: event.data.path, width: event.data.width, height: event.data.height, hash: event.data.hash };
      case 'ImageChecked':
        return { ...state, status: 'checked', width: event.data.width, height: event.data.height };
      case 'ImageFailed':
        return { ...state, status: 'error' };
    }
  },
};

export const decision = decisionsOf(image);
