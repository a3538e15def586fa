import { createHash } from 'node:crypto';

export interface Kept {
  readonly content: Buffer;
  readonly etag: string;
  readonly modified: Date;
}

export const smallestPart = 5 * 1024 ** 2;
const md5 = (content: Buffer): Buffer => createHash('md5').update(content).digest();

/** What is in the bucket, and what is being put there in parts. A code is how S3 refuses. */
export class Objects {
  readonly kept = new Map<string, Kept>();
  readonly uploads = new Map<string, Map<number, Kept>>();
  #begun = 0;

  put(name: string, content: Buffer): Kept {
    return this.#keep(name, content, `"${md5(content).toString('hex')}"`);
  }

  begin(): string {
    const id = `upload/${(this.#begun += 1)}+`;
    this.uploads.set(id, new Map());
    return id;
  }

  putPart(id: string, number: number, content: Buffer): Kept | 'NoSuchUpload' {
    const parts = this.uploads.get(id);
    const part = { content, etag: `"${md5(content).toString('hex')}"`, modified: new Date() };
    return parts?.set(number, part) ? part : 'NoSuchUpload';
  }

  /** @param list numbers and etags, as the client names them */
  complete(name: string, id: string, list: readonly (readonly [number, string])[]): Kept | string {
    const parts = this.uploads.get(id);
    if (!parts) return 'NoSuchUpload';
    const chosen = list.map(([number]) => parts.get(number));
    if (list.some(([, etag], at) => chosen[at]?.etag !== etag)) return 'InvalidPart';
    const contents = chosen.map((part) => part!.content);
    if (contents.slice(0, -1).some(({ length }) => length < smallestPart)) return 'EntityTooSmall';
    this.uploads.delete(id);
    const etag = createHash('md5').update(Buffer.concat(contents.map(md5)));
    return this.#keep(name, Buffer.concat(contents), `"${etag.digest('hex')}-${contents.length}"`);
  }

  #keep(name: string, content: Buffer, etag: string): Kept {
    const kept = { content, etag, modified: new Date() };
    this.kept.set(name, kept);
    return kept;
  }
}
