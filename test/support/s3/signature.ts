import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Credentials {
  readonly id: string;
  readonly secret: string;
  readonly region: string;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const mac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
/** Everything but letters, digits and - . _ ~ stands as % and two digits. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The code with which S3 refuses a request for its signature (Version 4, in the header); null when it fits. Nothing of ours signs here. */
export function refusalOf({ method, url, headers }: SignedRequest, { id, secret, region }: Credentials, now: Date): string | null {
  const given = /^AWS4-HMAC-SHA256 Credential=(.+?)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w{64})$/.exec(
    String(headers['authorization']),
  );
  if (!given) return 'AuthorizationHeaderMalformed';
  const [, key, day, where, names = '', signature] = given;
  if (key !== id) return 'InvalidAccessKeyId';
  if (where !== region) return 'AuthorizationHeaderMalformed';
  const time = String(headers['x-amz-date']);
  if (Math.abs(timeOf(time) - now.getTime()) > 900_000) return 'RequestTimeTooSkewed';
  const signed = names.split(';');
  const must = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  if (!must.every((name) => signed.includes(name))) return 'AccessDenied';

  const { pathname, searchParams } = new URL(url, 'http://storage');
  const canonical = [
    method,
    pathname
      .split('/')
      .map((segment) => encoded(decodeURIComponent(segment)))
      .join('/'),
    [...searchParams]
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join('&'),
    ...signed.map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}`),
    '',
    names,
    String(headers['x-amz-content-sha256']),
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const signingKey = [region, 's3', 'aws4_request'].reduce(mac, mac(`AWS4${secret}`, String(day)));
  const right = mac(signingKey, ['AWS4-HMAC-SHA256', time, scope, digest(canonical)].join('\n')).toString('hex');
  return time.startsWith(String(day)) && signature === right ? null : 'SignatureDoesNotMatch';
}

/** `20130524T000000Z` → milliseconds; NaN when it is no time. */
const timeOf = (time: string): number => Date.parse(time.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));
