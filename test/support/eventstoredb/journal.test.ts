import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { newEvent } from '../../contract/event-store/events.ts';
import { testFolder } from '../../infrastructure/database/embedded/support/homes.ts';
import type { Proposal } from './entry.ts';
import { Journal } from './journal.ts';
import { StandInLog } from './log.ts';

const proposal = (text: string): Proposal => ({
  id: newEvent().id,
  type: 'Happened',
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify({ text })),
  metadata: Buffer.from('ſ⸗ꝛ'),
});

test('given a last write that was torn, the log begins again with all before it, and goes on at the same positions', (t) => {
  const path = join(testFolder(t), 'log.jsonl');
  const before = new StandInLog(new Journal(path));
  before.append('page-a', 'no_stream', [proposal('one'), proposal('two')]);
  const repeated = [proposal('three')];
  const answer = before.append('page-a', 1n, repeated);
  before.tombstone('page-b');
  const whole = readFileSync(path);
  appendFileSync(path, '{"entries":[{"id":"');

  const after = new StandInLog(new Journal(path));

  t.strictSame(readFileSync(path), whole, 'what was torn is cut off');
  t.same(after.entries, before.entries);
  t.ok(after.isTombstoned('page-b'));
  t.match(after.append('page-a', 1n, repeated), { verdict: { kind: 'repeated' }, position: answer.position });
  const { position } = after.append('page-a', 2n, [proposal('four')]);
  t.ok(position > before.last);
  t.same(new StandInLog(new Journal(path)).entries, after.entries);
  t.end();
});
