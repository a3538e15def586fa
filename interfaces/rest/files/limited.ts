import { Transform, type Readable } from 'node:stream';

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

/** The stream, which fails as soon as it is longer than `max` bytes, or when it ends before `min`. */
export function limited(source: Readable, min: number, max: number): Readable {
  let bytes = 0;
  const gate = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > max) done(new UploadTooLarge(max));
      else done(null, chunk);
    },
    flush(done) {
      done(bytes < min ? new UploadTooShort(bytes, min) : null);
    },
  });
  source.once('error', (error) => gate.destroy(error));
  source.once('close', () => !source.readableEnded && gate.destroy(new Error('The connection was cut during the upload.')));
  return source.pipe(gate);
}
