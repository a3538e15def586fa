import type { Command } from 'commander';
import { fingerprintOf } from '../../../application/audit/bundle/manifest.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { printJson, printLine } from '../output/print.ts';
import { withProgram } from '../output/with-program.ts';

/** `colophon audit key`: the public key of this instance, for those who check its bundles. */
export const showKey = (audit: Command): Command =>
  audit
    .command('key')
    .description('print the public key that bundles of this installation are signed with')
    .option('--json', 'print one JSON object {"key", "public_key"}', false)
    .action(({ json }: { readonly json: boolean }) =>
      withProgram(async ({ container }) => {
        const { publicKey } = container.get(tokens.signer);
        const key = fingerprintOf(publicKey);
        process.stderr.write(json ? '' : `${key}\n`);
        if (json) printJson({ key, public_key: publicKey });
        else printLine(publicKey.trimEnd());
      }),
    );
