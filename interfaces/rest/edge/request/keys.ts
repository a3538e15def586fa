import { EdgeRefusal, invalid } from '../refusals/edge-refusal.ts';

const [quote, backslash] = [0x22, 0x5c];
const colon = /\s*:/y;

/**
 * The same JSON, which must be valid, with no escape in any key: `JSON.parse` of Node 24 takes one key for another where such a key is read
 * after certain others.
 * @throws EdgeRefusal 400 for a key that cannot be written without one
 */
export function withPlainKeys(json: string): string {
  if (!json.includes('\\')) return json;
  const parts: string[] = [];
  let written = 0;
  let from = json.indexOf('"');
  for (let to; from !== -1; from = json.indexOf('"', to)) {
    to = endOfText(json, from);
    colon.lastIndex = to;
    if (!colon.test(json)) continue;
    const key = json.slice(from, to);
    if (!key.includes('\\')) continue;
    parts.push(json.slice(written, from), plain(key));
    written = to;
  }
  return written === 0 ? json : [...parts, json.slice(written)].join('');
}

/** Behind the closing quote of the text that opens there. */
function endOfText(json: string, from: number): number {
  let at = from + 1;
  for (let char = json.charCodeAt(at); char !== quote; char = json.charCodeAt(at)) at += char === backslash ? 2 : 1;
  return at + 1;
}

function plain(key: string): string {
  const written = JSON.stringify(JSON.parse(key));
  if (!written.includes('\\')) return written;
  const shown = written.length > 100 ? `${written.slice(0, 100)}…` : written;
  const reason = `A key may not hold quotes, backslashes, control characters or half a character: ${shown}. Give it another name, or make it a value.`;
  throw new EdgeRefusal([invalid('__all__', reason)]);
}
