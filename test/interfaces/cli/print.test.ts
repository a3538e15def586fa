import { test } from 'tap';
import { tableText } from '../../../interfaces/cli/output/print.ts';

const headings = ['time', 'state', 'recipient'];
const rows = [
  ['2026-01-31T12:00:00.000Z', 'sent', 'ada@example.org'],
  ['2026-01-31T12:00:01.000Z', 'suppressed', ''],
];

test('given a terminal that is wide enough, or none, rows are a table', (t) => {
  const table = [
    ' time                      state       recipient',
    ' 2026-01-31T12:00:00.000Z  sent        ada@example.org',
    ' 2026-01-31T12:00:01.000Z  suppressed',
  ].join('\n');
  t.equal(tableText(headings, rows, 80), table);
  t.equal(tableText(headings, rows), table);
  t.end();
});

test('given one that is too narrow, each row is a block of lines, without what is empty', (t) => {
  t.equal(
    tableText(headings, rows, 50),
    [
      ' time       2026-01-31T12:00:00.000Z',
      ' state      sent',
      ' recipient  ada@example.org',
      '',
      ' time       2026-01-31T12:00:01.000Z',
      ' state      suppressed',
    ].join('\n'),
  );
  t.end();
});
