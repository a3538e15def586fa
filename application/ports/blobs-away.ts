/** The object storage does not answer, or not with what was asked for. */
export class BlobsAway extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`The object storage of COLOPHON_BLOBS_URL ${why}`, options);
    this.name = 'BlobsAway';
  }
}
