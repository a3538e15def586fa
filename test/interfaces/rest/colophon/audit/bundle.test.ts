import { createHash } from 'node:crypto';
import { test } from 'tap';
import { eventually } from '../../../../support/eventually.ts';
import * as p from '../../../../support/processes.ts';
import { bundleBench, verified } from '../../../../application/audit/bundle-bench.ts';
import { auditedProcess, failed, processPath } from './audited-process.ts';

const path = `/colophon${processPath}audit-bundle/`;

test('a bundle of a process is made, fetched and verified', async (t) => {
  const { ask, ann, signer, refused } = await auditedProcess(t, ...failed);
  await ask('DELETE', processPath, { as: ann });
  await eventually('the refusal is kept', async () => (await refused.count({ things: [p.processId] })) === 1);
  const { status, body } = await ask('POST', path, { as: ann });
  t.match({ status, body }, { status: 201, body: { id: String, s3_url: String, lines: 11, sha256: String, expires: /Z$/ } });

  const bytes = new Uint8Array(await (await fetch(body.s3_url)).arrayBuffer());
  t.equal(createHash('sha256').update(bytes).digest('hex'), body.sha256);
  t.match(await verified(bytes, signer.publicKey), { damage: null, lines: 11, process: p.processId });
  const text = Buffer.from(bytes).toString();
  t.match(text, /"type":"TaskFailed"/);
  t.match(text, /"code":"process_running"/);
});

test('a bundle is made for those who administer the project', async (t) => {
  const { ask, ann, gus, bob, root, ofProcess } = await auditedProcess(t);
  t.match(await ask('POST', path), { status: 401 });
  t.match(await ask('POST', path, { as: bob }), { status: 404 });
  t.match(await ask('POST', path, { as: gus }), { status: 403 });
  t.match(await ask('POST', path, { as: root }), { status: 201 });
  await ofProcess(p.finished(), p.deleted);
  t.match(await ask('POST', path, { as: ann }), { status: 201 }, 'also of one that has been deleted');
  t.match(await ask('POST', path.replace(p.processId, p.farmId), { as: root }), { status: 404 });
});

test('a bundle that is sent back is held against the key of the installation, and the line that was tampered with is named', async (t) => {
  const { ask, url, root, ann, signer } = await auditedProcess(t, ...failed);
  const { body: key } = await ask('GET', '/colophon/audit/key/', { as: root });
  t.match(key, { key: /^SHA256:/, public_key: signer.publicKey });
  const made = await ask('POST', path, { as: ann });
  const bundle = await (await fetch(made.body.s3_url)).text();
  const verify = async (body: string, { as = root.id, type = 'application/x-ndjson' } = {}) => {
    const headers = { authorization: `Token user-${as}`, 'content-type': type };
    const response = await fetch(`${url}/api/v1/colophon/audit/verify/`, { method: 'POST', headers, body });
    return { status: response.status, body: await response.json() };
  };
  const whole = { whole: true, damage: null, lines: 10, process: p.processId, key: key.key, key_given: true, own_key: key.key };
  t.match(await verify(bundle), { status: 200, body: whole });
  const tampered = bundle.split('\n').map((line, at) => (at === 3 ? line.replace(/\d{4}-\d\d-\d\dT/, '1999-01-01T') : line));
  t.match(await verify(tampered.join('\n'), { type: 'text/plain; charset=utf-8' }), {
    status: 200,
    body: { whole: false, damage: { line: 4, kind: 'altered' } },
  });
  t.match(await verify(''), { status: 200, body: { whole: false, damage: { line: 1, kind: 'no_bundle' }, key: null } });

  const other = await bundleBench();
  const foreign = await Array.fromAsync(other.bundles.lines(p.processId));
  t.match(await verify(foreign.join('')), { status: 200, body: { whole: false, damage: { kind: 'other_key' }, own_key: key.key } });

  t.match(await verify('{}', { type: 'application/json' }), { status: 415, body: { detail: /application\/x-ndjson or/ } });
  t.match(await verify(bundle, { as: ann.id }), { status: 403 });
  t.match(await ask('POST', '/colophon/audit/verify/'), { status: 401 });
  t.match(await ask('GET', '/colophon/audit/key/', { as: ann }), { status: 403 });
  t.match(await ask('GET', '/colophon/audit/key/'), { status: 401 });
});
