import { BarView } from './bar-view.ts';
import { PlainView } from './plain-view.ts';
import type { View } from './view.ts';

const blind: View = { show: () => undefined, end: () => undefined };

/** Bars on a terminal, lines elsewhere; 'nothing' where a program reads. */
export function viewFor(stream: NodeJS.WriteStream | 'nothing'): View {
  if (stream === 'nothing') return blind;
  return stream.isTTY ? new BarView(stream) : new PlainView((line) => stream.write(`${line}\n`));
}
