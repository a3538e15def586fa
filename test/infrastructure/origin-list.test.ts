import { test } from 'tap';
import { readSettings } from '../../infrastructure/config.ts';
import { originList } from '../../infrastructure/origin-list.ts';

test('origins are as browsers write them', async (t) => {
  t.strictSame(originList(''), []);
  t.strictSame(originList('https://Pages.example.org, http://localhost:3000,https://a.example/,'), [
    'https://pages.example.org',
    'http://localhost:3000',
    'https://a.example',
  ]);
});

test('what is no origin is named, with the variable, and so is everybody', async (t) => {
  for (const wrong of ['*', 'pages.example.org', 'https://pages.example.org/app', 'ftp://a.example', 'https://me@a.example', 'null'])
    t.throws(() => readSettings({ COLOPHON_HTTP_CORS_ORIGINS: `http://localhost:3000,${wrong}` }), {
      message: new RegExp(`COLOPHON_HTTP_CORS_ORIGINS: "${wrong.replace('*', '\\*')}" is no origin: give scheme, host`),
    });
  t.equal(readSettings({}).httpCorsOrigins, '');
});
