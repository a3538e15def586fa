import type { S3Bucket } from './bucket.ts';
import { parsedXml } from './xml.ts';

interface Contents {
  readonly Key: string;
  readonly Size: string;
}

/** Names and sizes of all objects whose name begins so, page by page. @throws BlobsAway */
export async function* listed(bucket: S3Bucket, prefix: string): AsyncGenerator<{ readonly name: string; readonly size: number }> {
  let next: Readonly<Record<string, string>> | null = {};
  while (next !== null) {
    const page = await bucket.ask('GET', [], { query: { 'list-type': '2', 'encoding-type': 'url', prefix, ...next } });
    const answer = parsedXml(await page!.text(), 'ListBucketResult');
    const encoded = answer['EncodingType'] === 'url';
    for (const { Key, Size } of (answer['Contents'] ?? []) as readonly Contents[])
      yield { name: encoded ? decodeURIComponent(Key.replaceAll('+', ' ')) : Key, size: Number(Size) };
    const token = answer['NextContinuationToken'];
    next = answer['IsTruncated'] === 'true' && typeof token === 'string' ? { 'continuation-token': token } : null;
  }
}
