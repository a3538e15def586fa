import { createReadStream, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { damageText, wholeText } from '../audit/verdict-text.ts';
import { verifyBundle } from '../../../application/audit/bundle/verify.ts';
import { fingerprintOf } from '../../../application/audit/bundle/manifest.ts';
import { printJson, printLine } from '../output/print.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly key?: string;
  readonly json: boolean;
}

/** `colophon audit verify <file>`: is a bundle as it was signed? Needs nothing but the file. */
export const verifyAuditBundle = (audit: Command): Command =>
  audit
    .command('verify <file>')
    .description('check a bundle offline; exit code 0 when it is as it was signed, else the first line that is not is named')
    .option('--key <file>', 'public key (PEM) that must have signed it, as "colophon audit key" prints it on the instance')
    .option('--json', 'print one JSON object {"whole", "damage", "lines", "process", "time", "key", "key_given"}', false)
    .action(async (file: string, { key, json }: Options) => {
      const publicKey = key === undefined ? undefined : publicKeyIn(key);
      const verdict = await verifyBundle(createReadStream(file), publicKey).catch((error: NodeJS.ErrnoException) => {
        throw error.syscall === undefined
          ? error
          : new Problem(`${file} cannot be read: ${error.message}. Name a bundle of "colophon audit export".`);
      });
      const whole = verdict.damage === null;
      if (json) printJson({ whole, ...verdict, key_given: publicKey !== undefined });
      else printLine(verdict.damage ? damageText(verdict.damage, file) : wholeText(verdict, publicKey !== undefined));
      if (!whole) process.exitCode = 1;
    });

function publicKeyIn(file: string): string {
  try {
    const pem = readFileSync(file, 'utf8');
    fingerprintOf(pem);
    return pem;
  } catch (error) {
    throw new Problem(
      `--key: ${file} holds no public key in PEM (${(error as Error).message}). "colophon audit key" prints that of an instance.`,
    );
  }
}
