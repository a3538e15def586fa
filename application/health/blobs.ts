import type { Blobs } from '../ports/blobs.ts';
import type { Ids } from '../ports/ids.ts';
import { ok, problem, type Check } from './check.ts';

/** Files can be written, found and removed. */
export const blobsCheck = ({ blobs, ids }: { readonly blobs: Blobs; readonly ids: Ids }): Check => ({
  name: 'files',
  vital: false,
  async look() {
    const ref = { bucket: 'staging', key: `probe/${ids.next()}` } as const;
    try {
      await blobs.put(ref, Buffer.from('probe'));
      if ((await blobs.info(ref))?.size !== 5) throw new Error('What was written is not found again.');
      await blobs.remove(ref);
    } catch (error) {
      await blobs.remove(ref).catch(() => undefined);
      return problem(`Files cannot be kept: ${(error as Error).message}`, 'Mend what the message names: uploads are refused until then.');
    }
    return ok('Files can be written and removed.');
  },
});
