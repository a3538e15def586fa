import { EdgeRefusal, httpRefusal, invalid } from '../refusals/edge-refusal.ts';
import { withPlainKeys } from './keys.ts';
import { maximalDepth, tooDeep } from './nesting.ts';
import { placesOfNul } from './nul.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A JSON object in UTF-8; nothing at all counts as `{}`.
 * @throws EdgeRefusal 415 for another type, 400 for what is no JSON object, holds U+0000 or a key that needs an escape
 */
export function parseBody(bytes: Buffer, contentType: string | undefined): object {
  if (bytes.length === 0) return {};
  if (contentType !== undefined && !isJson(contentType))
    throw httpRefusal(415, `The body must be application/json in UTF-8, not ${contentType.slice(0, 100)}.`);
  const value = parse(decode(bytes));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('The body must be a JSON object.');
  const nuls = bytes.includes('\\u0000') ? placesOfNul(value) : [];
  if (nuls.length > 0) throw new EdgeRefusal(nuls.map((field) => invalid(field, 'Null characters are not allowed.')));
  return value;
}

function isJson(contentType: string): boolean {
  const [type, ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  return type === 'application/json' && (charset === undefined || charset === 'utf-8' || charset === 'utf8');
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw wrong('The body is not UTF-8.');
  }
}

function parse(text: string): unknown {
  if (tooDeep(text)) throw wrong(`The body nests deeper than ${maximalDepth} levels.`);
  const value = parsed(text);
  const plain = withPlainKeys(text);
  return plain === text ? value : JSON.parse(plain);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(`The body is not JSON: ${(error as Error).message}.`);
  }
}

const wrong = (message: string): EdgeRefusal => new EdgeRefusal([invalid('__all__', message)]);
