import { ContainerModule } from 'inversify';
import { AuditBundles } from '../../application/audit/bundle/bundles.ts';
import { Traces } from '../../application/audit/traces.ts';
import { eventIndexOf } from '../../projections/event-index/queries.ts';
import { taskIdsOf } from '../../projections/tasks/queries.ts';
import { PostgresRefusedCommands } from '../database/postgres-refused-commands.ts';
import { signingKey } from '../identity/signing-key.ts';
import { tokens } from './tokens.ts';

/** What questions about the past are answered from. */
export const auditModule = new ContainerModule(({ bind }) => {
  bind(tokens.signer).toResolvedValue((folder, settings) => signingKey(folder, settings.signingKey), [tokens.dataFolder, tokens.settings]);
  bind(tokens.audit).toResolvedValue(
    (store, db, pool, readSide, signer, clock) => {
      const index = eventIndexOf(db);
      const refused = new PostgresRefusedCommands(pool);
      const taskIds = (processId: string) => taskIdsOf(db, processId);
      return {
        log: store,
        index,
        refused,
        traces: new Traces({ store, index, refused }),
        bundles: new AuditBundles({ store, refused, taskIds, readSide, signer, clock }),
        publicKey: signer.publicKey,
      };
    },
    [tokens.store, tokens.db, tokens.pool, tokens.readSide, tokens.signer, tokens.clock],
  );
});
