/** Where objects are kept, as the setting says it. */
export interface S3Address {
  /** Without a slash at its end: `https://host:port/bucket`. */
  readonly root: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/**
 * `s3://key:secret@host:port/bucket`, with `?region=` (us-east-1 when absent) and `?tls=false` for a server without TLS. The bucket is in
 * the path, which every S3-compatible server takes. The form itself is checked with the settings.
 */
export function parseS3Address(text: string): S3Address {
  const url = new URL(text);
  const tls = url.searchParams.get('tls') !== 'false';
  const bucket = url.pathname.replace(/^\/|\/$/g, '');
  return {
    root: `${tls ? 'https' : 'http'}://${url.host}/${bucket}`,
    bucket,
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    region: url.searchParams.get('region') ?? 'us-east-1',
  };
}
