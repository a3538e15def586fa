import { Readable } from 'node:stream';

export class UploadTooLarge extends Error {
  constructor(max: number) {
    super(`The upload is larger than the ${max} bytes that are permitted.`);
    this.name = 'UploadTooLarge';
  }
}

export class UploadTooShort extends Error {
  constructor(bytes: number, min: number) {
    super(`The upload ended after ${bytes} bytes; ${min} were announced.`);
    this.name = 'UploadTooShort';
  }
}

/**
 * The stream, which fails as soon as it is longer than `max` bytes, or when it ends before `min`. The source is not destroyed:
 * it is a request, whose sender still wants to hear why.
 */
export function limited(source: Readable, min: number, max: number): Readable {
  async function* counted(): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > max) throw new UploadTooLarge(max);
      yield chunk;
    }
    if (bytes < min) throw new UploadTooShort(bytes, min);
  }
  return Readable.from(counted(), { objectMode: false });
}
