import type { Blobs } from '../ports/blobs.ts';
import type { Ids } from '../ports/ids.ts';
import { ok, type Check } from './check.ts';

/** Files can be written, found and removed. */
export const blobsCheck = ({ blobs, ids }: { readonly blobs: Blobs; readonly ids: Ids }): Check => ({
  name: 'files',
  vital: false,
  async look() {
    const ref = { bucket: 'staging', key: `probe/${ids.next()}` } as const;
    try {
      await blobs.put(ref, Buffer.from('probe'));
      if ((await blobs.info(ref))?.size !== 5) throw new Error('what was written is not found again');
    } finally {
      await blobs.remove(ref);
    }
    return ok('Files can be written and removed.');
  },
});
