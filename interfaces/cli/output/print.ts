import Table from 'cli-table3';

/** Rows for people: a table with a heading per column, or `empty` when there are none. */
export function printTable(headings: readonly string[], rows: readonly (readonly (string | number)[])[], empty: string): void {
  if (rows.length === 0) return printLine(empty);
  const table = new Table({ head: [...headings], style: { head: [], border: [], compact: true }, chars: plain });
  for (const row of rows) table.push([...row]);
  printLine(table.toString());
}

export const printLine = (line: string): void => void process.stdout.write(`${line}\n`);

/** One JSON object on a line of its own, for scripts; big numbers (positions) as text. */
export const printJson = (object: object): void => printLine(JSON.stringify(object, bigAsText));

const bigAsText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/** Columns apart by two spaces and nothing else: what a person copies is what stands there. */
const plain = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};
