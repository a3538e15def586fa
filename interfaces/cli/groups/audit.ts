import type { Command } from 'commander';
import { exportBundle } from '../commands/audit-export.ts';
import { showAt } from '../commands/audit-at.ts';
import { showKey } from '../commands/audit-key.ts';
import { verifyAuditBundle } from '../commands/audit-verify.ts';

export function auditCommands(cli: Command): void {
  const audit = cli.command('audit').description('the past, and proof of it');
  showAt(audit);
  exportBundle(audit);
  verifyAuditBundle(audit);
  showKey(audit);
}
