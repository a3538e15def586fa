import { join } from 'node:path';
import type { BlobRef } from '../../../application/ports/blobs.ts';
import { segmentsOf } from '../keys.ts';

/** Where an object lies below the folder. @throws BadBlobKey */
export const pathOf = (folder: string, ref: BlobRef): string => join(folder, ...segmentsOf(ref));
