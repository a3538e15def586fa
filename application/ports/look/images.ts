import type { KnownImage } from '../../../domain/element/place.ts';

export interface ImagesLook {
  image(id: string): Promise<KnownImage | null>;
}
