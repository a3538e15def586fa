import { randomUUID } from 'node:crypto';
import { ContainerModule } from 'inversify';
import type { Logger } from '../../application/ports/logger.ts';
import { systemClock } from '../clock/system-clock.ts';
import { serverKey } from '../identity/server-key.ts';
import type { Settings } from '../settings.ts';
import { tokens } from './tokens.ts';

/** What everything else is built with. */
export const baseModule = (settings: Settings, dataFolder: string, log: Logger): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(tokens.settings).toConstantValue(settings);
    bind(tokens.dataFolder).toConstantValue(dataFolder);
    bind(tokens.log).toConstantValue(log);
    bind(tokens.clock).toConstantValue(systemClock);
    bind(tokens.ids).toConstantValue({ next: randomUUID });
    bind(tokens.serverKey).toResolvedValue(() => settings.secretKey ?? serverKey(dataFolder));
  });
