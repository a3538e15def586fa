import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

/** Stream `image-<uuid5(server, path)>`. */
export const imageEvents = {
  ImageDeclared: z.object({
    imageId: z.uuid(),
    serverId: z.uuid(),
    path: z.string().describe('Below the address of the server.'),
    width: z.int().min(0).describe('In pixels; 0 until the bytes of an upload have been checked.'),
    height: z.int().min(0),
    hash: z.string().nullable().describe('SHA-256 of the file, in hexadecimal digits; null when the image is kept elsewhere.'),
  }),
  ImageChecked: z.object({
    width: z.int().min(1).describe('As read from the file.'),
    height: z.int().min(1),
  }),
  ImageFailed: z.object({ reason: z.string() }),
} as const;

export type ImageEvent = EventsOf<typeof imageEvents>;
