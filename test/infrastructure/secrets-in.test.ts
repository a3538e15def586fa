import fc from 'fast-check';
import { test } from 'tap';
import { withoutSecretsOf } from '../../infrastructure/secrets-in.ts';

const mask = '********';

test('given a text with an address in it, then the address is shown without its password, wherever that stands', async (t) => {
  const url = 'postgres://me:top%40secret@db:5432/x?sslpassword=hush';
  t.equal(withoutSecretsOf([url], `to: ${url}: it is away.`), `to: postgres://me:${mask}@db:5432/x?sslpassword=${mask}: it is away.`);
  t.equal(withoutSecretsOf([url], 'It says: top@secret is wrong, hush.'), `It says: ${mask} is wrong, ${mask}.`);
  t.equal(withoutSecretsOf(['s3://key:hidden@files/bucket'], 'hidden, s3://key:hidden@files'), `${mask}, s3://key:${mask}@files`);
  t.equal(withoutSecretsOf(['esdb://log:2113'], 'esdb://log:2113 is away'), 'esdb://log:2113 is away');
  t.equal(withoutSecretsOf(['postgres://me:50%@db'], '50% it is'), `${mask} it is`, 'no encoding of anything');
});

test('whatever the password is, it is in no text that is shown', async () => {
  const words = fc.string({ minLength: 3, maxLength: 20 }).filter((text) => !text.includes('*'));
  fc.assert(
    fc.property(words, fc.string(), fc.string(), (password, before, after) => {
      const url = `postgres://me:${encodeURIComponent(password)}@db:5432/x`;
      return !withoutSecretsOf([url], `${before}${password}${after}`).includes(password);
    }),
  );
});
