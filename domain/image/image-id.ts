import { naturalId } from '../kernel/ids.ts';

/** An image is known by its server and its path there. */
export const imageIdOf = (serverId: string, path: string): string => naturalId(serverId, path);

/** Path and blob key of an image kept by us, from the SHA-256 of its file; the format is read from the bytes, not from the name. */
export const keptImagePath = (sha256: string): string => `${sha256}.img`;
