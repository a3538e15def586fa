import type { AnyOperation } from '../edge/operation.ts';
import { createImage } from './create-image.ts';
import { retrieveImage } from './retrieve-image.ts';
import { partialUpdateImage } from './update-image.ts';

export const imageOperations: readonly AnyOperation[] = [createImage, partialUpdateImage, retrieveImage];
