import { generateKeyPairSync, sign } from 'node:crypto';
import { AuditBundles } from '../../../application/audit/bundle/bundles.ts';
import { verifyBundle, type Verdict } from '../../../application/audit/bundle/verify.ts';
import type { KeptRefusal, RefusedCommands } from '../../../application/ports/refused-commands.ts';
import type { Signer } from '../../../application/ports/signer.ts';
import { mail, processMailId } from '../../../domain/mail/state.ts';
import { naturalId } from '../../../domain/kernel/ids.ts';
import { happensIn } from '../../support/happens.ts';
import { MemoryLog } from '../../support/memory-log.ts';
import * as p from '../../support/processes.ts';
import * as a from '../../support/tasks.ts';

const noon = new Date('2026-01-01T12:00:00Z');

export function aSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })), sign: (message) => sign(null, message, privateKey) };
}

export const refusal: KeptRefusal = {
  id: 1n,
  time: noon,
  actor: p.ada,
  command: 'StartProcess',
  target: `process-${p.processId}`,
  commandId: naturalId('command'),
  correlationId: naturalId('correlation'),
  causationId: null,
  refusals: [{ code: 'process_started' }],
  requestDigest: 'd1',
};

/** Those asked for by things, newest first, as the port says. */
const keeping = (...kept: readonly KeptRefusal[]): RefusedCommands => ({
  where: async ({ things = [] }, before, limit) =>
    kept
      .filter(({ id, target }) => (before === null || id < before) && things.some((thing) => target.includes(thing)))
      .sort((one, other) => Number(other.id - one.id))
      .slice(0, limit),
  count: async () => kept.length,
  ofCorrelation: async () => [],
  correlationOf: async () => null,
});

/** A log with a finished process of one task, its queue and its mail; besides what is none of its business. */
export async function bundleBench(refusals: readonly KeptRefusal[] = [refusal]) {
  const store = new MemoryLog();
  const clock = { now: () => noon, wait: async () => undefined };
  const happens = happensIn(store, clock);
  const other = naturalId('another process');
  await happens(`process-${p.processId}`, p.created({ name: 'Zürich “½”' }), p.added(), p.started());
  await happens(`process-${other}`, p.created({ processId: other }));
  await happens(`task-${a.taskId}`, a.created(), a.queued(), a.claimed(), a.started(), a.failed());
  await happens(`activityqueue-${p.processId}-1`, {
    type: 'ActivityQueueSealed',
    data: { processId: p.processId, run: 1, parts: 0, elements: 0 },
  });
  await happens(`process-${p.processId}`, p.finished());
  await happens(`${mail.category}-${processMailId(p.processId, 1, 0)}`, {
    type: 'MailSuppressed',
    data: { kind: 'process', reason: 'no creator' },
  });
  const signer = aSigner();
  const bundles = new AuditBundles({
    store,
    refused: keeping(...refusals),
    taskIds: async (processId) => (processId === p.processId ? [a.taskId] : []),
    readSide: { applied: () => 0n, waitFor: async () => true, caughtUp: async () => undefined },
    signer,
    clock,
  });
  const lines = async (): Promise<readonly string[]> => Array.fromAsync(bundles.lines(p.processId), (line) => line.replace(/\n$/, ''));
  return { store, happens, bundles, signer, lines };
}

export const fileOf = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

/** Verifies bytes as they come from a file: cut anywhere. */
export function verified(bytes: Uint8Array, publicKey?: string, cut = 1000): Promise<Verdict> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += cut) yield bytes.subarray(at, at + cut);
  }
  return verifyBundle(chunks(), publicKey);
}
