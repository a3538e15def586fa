import { createHash } from 'node:crypto';
import { test } from 'tap';
import { eventually } from '../../../../support/eventually.ts';
import * as p from '../../../../support/processes.ts';
import { verified } from '../../../../application/audit/bundle-bench.ts';
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
