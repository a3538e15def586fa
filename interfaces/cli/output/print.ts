import Table from 'cli-table3';

type Rows = readonly (readonly (string | number)[])[];

/** Rows for people: a table with a heading per column, or `empty` when there are none. */
export function printTable(headings: readonly string[], rows: Rows, empty: string): void {
  printLine(rows.length === 0 ? empty : tableText(headings, rows, process.stdout.isTTY ? process.stdout.columns : undefined));
}

/** A table, or, where the terminal is too narrow for its lines, each row as a block of lines: a table whose lines break is none. */
export function tableText(headings: readonly string[], rows: Rows, columns?: number): string {
  const table = new Table({ head: [...headings], style: { head: [], border: [], compact: true, 'padding-right': 0 }, chars: plain });
  for (const row of rows) table.push([...row]);
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  if (columns === undefined || columns <= 0 || lines.every((line) => line.length <= columns)) return lines.join('\n');
  const width = Math.max(...headings.map((heading) => heading.length));
  const block = (row: Rows[number]): string =>
    row.flatMap((cell, at) => (cell === '' ? [] : [` ${headings[at]?.padEnd(width)}  ${cell}`])).join('\n');
  return rows.map(block).join('\n\n');
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
