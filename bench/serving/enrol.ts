import { AgentApi } from '../../interfaces/agent/api.ts';
import { openIdentity } from '../../interfaces/agent/identity.ts';
import { ServerAddress } from '../../interfaces/agent/server-address.ts';
import { Session } from '../../interfaces/agent/session.ts';
import { agentEnvironment } from '../../interfaces/agent/launch.ts';
import { readSettings, type AgentSettings } from '../../interfaces/agent/settings.ts';
import type { Workbench } from '../workbench.ts';
import { scratchFolder } from './scratch-folder.ts';
import type { Served } from './serve.ts';

/** What an agent program is made of, on a farm of its own. */
export interface Enrolled {
  readonly farmId: string;
  readonly settings: AgentSettings;
  readonly session: Session;
  readonly api: AgentApi;
}

/** Makes a farm, and the parts of an agent that joins it with its first request. */
export async function enrol(workbench: Workbench, { api, url }: Served, offered: Partial<AgentSettings> = {}): Promise<Enrolled> {
  const farm = await api.post<{ readonly id: string; readonly seed: string }>('/farms/', { name: 'Bench' });
  const data = scratchFolder(workbench, 'agent');
  const settings = readSettings(agentEnvironment({ server: url, farm: farm.id, seed: farm.seed, data, ...offered }));
  const address = new ServerAddress(data, url);
  const session = new Session(settings, openIdentity(data), address);
  return { farmId: farm.id, settings, session, api: new AgentApi(address, session) };
}
