import { withoutSecretsOf } from '../../secrets-in.ts';
import { UnusableLog } from '../errors.ts';
import { copySentence } from '../log-tools/copy-sentence.ts';
import { isMendable } from '../mendable.ts';

/** What the command line says of a failure, with the names of the fields; null for a defect. No password of these addresses is in it. */
export function sentenceOf(error: unknown, addresses: readonly string[]): string | null {
  const sentence = copySentence(error, { from: 'this installation', to: '"to"' }) ?? mended(error);
  return sentence === null ? null : withoutSecretsOf(addresses, sentence);
}

const mended = (error: unknown): string | null => {
  if (error instanceof UnusableLog) return `"to": ${error.message}`;
  return isMendable(error) ? error.message : null;
};
