import { colophon } from '../../e2e/support/command.ts';
import type { Scene } from '../scene.ts';

/** The doctor writes into the log to see whether it can. */
export async function health({ server }: Scene): Promise<void> {
  await colophon(['doctor'], server.environment);
}
