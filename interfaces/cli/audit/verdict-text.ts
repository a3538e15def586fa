import type { Damage } from '../../../application/audit/bundle/damage.ts';
import type { Verdict } from '../../../application/audit/bundle/verify.ts';

/** What a whole bundle proves, and what it does not. */
export function wholeText({ lines, process, time, key }: Verdict, keyGiven: boolean): string {
  const whole = `The bundle is whole: ${lines} lines about the process ${process}, taken at ${time}, signed by ${key}.`;
  return keyGiven
    ? `${whole} That is the key you named.`
    : `${whole}\nThe key came with the bundle. This proves that nothing was changed since it was signed, not who signed it: compare the key with what\n"colophon audit key" shows on the instance, or name its public key with --key.`;
}

const sentences: Readonly<Record<Exclude<Damage['kind'], 'no_bundle'>, (line: number) => string>> = {
  altered: (line) => `Line ${line} was altered.`,
  removed: (line) => `Line ${line} was removed: what stands there now comes later.`,
  added: (line) => `Line ${line} was added: it was not there when the bundle was signed.`,
  manifest_missing: (line) => `The manifest is missing: it should stand at line ${line}. Nothing vouches for the lines before.`,
  manifest_altered: (line) => `The manifest (line ${line}) was altered: its signature does not fit. Nothing vouches for the lines before.`,
  other_key: (line) => `The manifest (line ${line}) was signed by another key than the one you named.`,
};

export const damageText = ({ line, kind }: Damage, file: string): string =>
  kind === 'no_bundle'
    ? `${file} is no audit bundle: none of its lines is as "colophon audit export" writes them.`
    : `${file} is not as it was signed. ${sentences[kind](line)}`;
