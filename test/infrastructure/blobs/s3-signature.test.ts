import { test } from 'tap';
import { refusalOf } from '../../support/s3/signature.ts';

/** The examples of "Authenticating Requests: Using the Authorization Header" in the reference of Amazon S3. */
const credentials = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', region: 'us-east-1' };
const time = '20130524T000000Z';
const now = new Date('2013-05-24T00:10:00Z');
const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const signed = (names: string, signature: string, more: Readonly<Record<string, string>> = {}) => ({
  host: 'examplebucket.s3.amazonaws.com',
  'x-amz-content-sha256': nothing,
  'x-amz-date': time,
  ...more,
  authorization: `AWS4-HMAC-SHA256 Credential=${credentials.id}/20130524/us-east-1/s3/aws4_request,SignedHeaders=${names},Signature=${signature}`,
});

const plain = 'host;x-amz-content-sha256;x-amz-date';
const get = {
  method: 'GET',
  url: '/test.txt',
  headers: signed('host;range;x-amz-content-sha256;x-amz-date', 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41', {
    range: 'bytes=0-9',
  }),
};
const put = {
  method: 'PUT',
  url: '/test%24file.text',
  headers: signed(
    'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    {
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    },
  ),
};
const lifecycle = {
  method: 'GET',
  url: '/?lifecycle',
  headers: signed(plain, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'),
};
const list = {
  method: 'GET',
  url: '/?max-keys=2&prefix=J',
  headers: signed(plain, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'),
};

test('the published examples of signatures are accepted', async (t) => {
  for (const request of [get, put, lifecycle, list]) t.equal(refusalOf(request, credentials, now), null, request.url);
});

test('whatever of a request was changed, it is refused', async (t) => {
  const but = (changed: Partial<typeof get>) => refusalOf({ ...get, ...changed }, credentials, now);
  t.equal(but({ method: 'DELETE' }), 'SignatureDoesNotMatch');
  t.equal(but({ url: '/test.txt?x=1' }), 'SignatureDoesNotMatch');
  t.equal(but({ url: '/other.txt' }), 'SignatureDoesNotMatch');
  t.equal(but({ headers: { ...get.headers, range: 'bytes=0-10' } as never }), 'SignatureDoesNotMatch');
  t.equal(but({ headers: { ...get.headers, 'x-amz-acl': 'public-read' } as never }), 'AccessDenied', 'a header that is not signed');
  t.equal(but({ headers: { ...get.headers, authorization: 'Basic x' } }), 'AuthorizationHeaderMalformed');
  t.equal(refusalOf(get, { ...credentials, secret: 'other' }, now), 'SignatureDoesNotMatch');
  t.equal(refusalOf(get, { ...credentials, id: 'other' }, now), 'InvalidAccessKeyId');
  t.equal(refusalOf(get, { ...credentials, region: 'eu-1' }, now), 'AuthorizationHeaderMalformed');
  t.equal(refusalOf(get, credentials, new Date('2013-05-24T00:16:00Z')), 'RequestTimeTooSkewed');
});
