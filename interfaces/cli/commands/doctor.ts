import type { Command } from 'commander';
import type { Finding } from '../../../application/health/check.ts';
import { isSound } from '../../../application/health/examine.ts';
import { everyCheck } from '../../../infrastructure/container/health.ts';
import { explained, isExpected } from '../exit.ts';
import { printJson, printLine } from '../output/print.ts';
import { withProgram } from '../output/with-program.ts';

const sign = { ok: 'ok     ', warning: 'WARNING', problem: 'PROBLEM' } as const;

/** `colophon doctor`: looks at everything the installation stands on; works whether or not the server runs. */
export const doctor = (cli: Command): Command =>
  cli
    .command('doctor')
    .description('look at everything and say what to do; exit code 0 when nothing is wrong (warnings allowed)')
    .option('--json', 'print one JSON object {"sound", "findings": [{"check", "grade", "says", "remedy"}]}', false)
    .action(async ({ json }: { readonly json: boolean }) => {
      const findings = await withProgram(({ container }) => everyCheck(container), { mayBegin: true }).catch(notOpened);
      const sound = isSound(findings);
      if (json) printJson({ sound, findings });
      else for (const finding of findings) printFinding(finding);
      if (!sound) process.exitCode = 1;
    });

/** What keeps the program from opening at all is the first thing to mend; the rest cannot be looked at before. */
function notOpened(error: unknown): readonly Finding[] {
  if (!isExpected(error)) throw error;
  const remedy = 'Do what the message says, then ask again: the rest can only be looked at then.';
  return [{ check: 'start', grade: 'problem', says: explained(error), remedy }];
}

function printFinding({ check, grade, says, remedy }: Finding): void {
  printLine(`${sign[grade]} ${check}: ${says}`);
  if (remedy) printLine(`        → ${remedy}`);
}
