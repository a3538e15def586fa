import type { Found } from '../../../domain/image/check-image.ts';

/** Looks at the bytes of images that people and workers send. */
export interface UploadsLook {
  /** What lies under this path of our own image server; only its header is decoded. */
  inspect(path: string): Promise<Found>;
}
