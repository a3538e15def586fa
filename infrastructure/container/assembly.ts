import { Container } from 'inversify';
import type { Logger } from '../../application/ports/logger.ts';
import type { DatabaseAddress } from '../database/connection.ts';
import type { Settings } from '../settings.ts';
import { auditModule } from './audit.ts';
import { baseModule } from './base.ts';
import { commandsModule } from './commands.ts';
import { databaseModule } from './database.ts';
import { jobsModule } from './jobs.ts';
import type { LogChoice } from './log-product.ts';
import { logModule } from './log.ts';

export interface Foundations {
  readonly settings: Settings;
  readonly dataFolder: string;
  readonly address: DatabaseAddress;
  readonly choice: LogChoice;
  readonly log: Logger;
}

/** Everything bound but what only a server does (`serving.ts`), nothing made. */
export function assemble({ settings, dataFolder, address, choice, log }: Foundations): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(
    baseModule(settings, dataFolder, log),
    databaseModule(address),
    logModule(choice),
    commandsModule,
    jobsModule,
    auditModule,
  );
  return container;
}
