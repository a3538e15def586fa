import type { ServerResponse } from 'node:http';
import { XMLParser } from 'fast-xml-parser';
import type { Kept, Objects } from './objects.ts';

interface Asked {
  readonly method: string;
  readonly name: string;
  readonly query: URLSearchParams;
  readonly content: Buffer;
  readonly range: string | undefined;
}

type Refuse = (status: number, code: string) => void;

/** At most so many objects in one page of a list, so that few make several. */
const pageSize = 3;

/** What is asked of one object, or with an empty name of the bucket. */
export function answerAbout(objects: Objects, asked: Asked, response: ServerResponse, refuse: Refuse): void {
  const { method, name, query, content } = asked;
  const uploadId = query.get('uploadId');
  if (name === '') return void response.end(list(objects, query));
  if (query.has('uploads')) return void response.end(element('InitiateMultipartUploadResult', element('UploadId', objects.begin())));
  if (uploadId !== null) return answerAboutParts(objects, uploadId, asked, response, refuse);
  if (method === 'PUT') return void response.writeHead(200, { ETag: objects.put(name, content).etag }).end();
  if (method === 'DELETE') {
    objects.kept.delete(name);
    return void response.writeHead(204).end();
  }
  const kept = objects.kept.get(name);
  if (!kept) return refuse(404, 'NoSuchKey');
  give(kept, asked, response, refuse);
}

function answerAboutParts(
  objects: Objects,
  uploadId: string,
  { method, name, query, content }: Asked,
  response: ServerResponse,
  refuse: Refuse,
): void {
  if (method === 'DELETE') return objects.uploads.delete(uploadId) ? void response.writeHead(204).end() : refuse(404, 'NoSuchUpload');
  const done =
    method === 'PUT'
      ? objects.putPart(uploadId, Number(query.get('partNumber')), content)
      : objects.complete(name, uploadId, partsOf(content.toString()));
  if (typeof done === 'string') return refuse(done === 'NoSuchUpload' ? 404 : 400, done);
  response.writeHead(200, { ETag: done.etag }).end(method === 'POST' ? element('CompleteMultipartUploadResult', '') : '');
}

function give({ content, etag, modified }: Kept, { method, range }: Asked, response: ServerResponse, refuse: Refuse): void {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (from !== undefined && Number(from) >= content.length) return refuse(416, 'InvalidRange');
  const part = from === undefined ? content : content.subarray(Number(from), Number(to) + 1);
  response.writeHead(from === undefined ? 200 : 206, {
    'Content-Length': part.length,
    ETag: etag,
    'Last-Modified': modified.toUTCString(),
  });
  response.end(method === 'HEAD' ? undefined : part);
}

/** Names as in a query, a space as a plus, which is how S3 encodes them. */
function list({ kept }: Objects, query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? '';
  const names = [...kept.keys()].filter((name) => name.startsWith(query.get('prefix') ?? '') && name > after).sort();
  const page = names.slice(0, pageSize);
  const more = names.length > page.length;
  return element(
    'ListBucketResult',
    element('EncodingType', 'url'),
    element('IsTruncated', String(more)),
    more ? element('NextContinuationToken', escaped(page.at(-1)!)) : '',
    ...page.map((name) => {
      const encoded = new URLSearchParams({ name }).toString().slice('name='.length);
      return element('Contents', element('Key', encoded), element('Size', String(kept.get(name)!.content.length)));
    }),
  );
}

const element = (name: string, ...inside: readonly string[]): string => `<${name}>${inside.join('')}</${name}>`;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const parser = new XMLParser({ isArray: (name) => name === 'Part' });

function partsOf(text: string): readonly (readonly [number, string])[] {
  const { CompleteMultipartUpload: all } = parser.parse(text) as {
    readonly CompleteMultipartUpload: { readonly Part: readonly { readonly PartNumber: number; readonly ETag: string }[] };
  };
  return all.Part.map(({ PartNumber, ETag }) => [PartNumber, ETag]);
}
