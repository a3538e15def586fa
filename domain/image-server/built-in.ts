import { naturalId } from '../kernel/ids.ts';

/** Our own image server: images kept by us. Its address is that of the request, so its `url` is empty in the log. */
export const builtInServer = {
  serverId: naturalId('imageserver', 'built-in'),
  displayName: 'Colophon',
  url: '',
  maxWidth: null,
  maxHeight: null,
} as const;
