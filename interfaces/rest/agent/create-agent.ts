import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { agentCapabilities } from '../../../domain/agent/events.ts';
import { agentIdOf, registerAgent } from '../../../domain/agent/register.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { action } from '../edge/operation.ts';
import { originOf } from '../edge/perform/write.ts';
import { anybody } from '../edge/right.ts';
import { farmName } from '../farm/name.ts';
import { isSigned } from './signature.ts';

const skewMs = 5 * 60_000;

const gpu = z.object({ id: z.string().min(1), name: z.string(), index: z.int().min(0), ram_total: z.number().min(0) });

export const createAgent = action({
  id: 'CreateAgent',
  method: 'post',
  path: '/agent/',
  tag: 'agents',
  summary: 'Register an agent on a farm: by the seed of the farm, signed with the key by which the agent is known from then on.',
  who: anybody,
  status: 201,
  body: z.object({
    farm_id: z.uuid(),
    seed: z.string().min(1),
    hostname: z.string().min(1).max(250),
    public_key: z.string().describe('Ed25519, raw, base64'),
    issued_at: z.iso.datetime({ offset: true }).describe('Now, within five minutes'),
    signature: z.string().describe('Of "<farm_id>\\n<issued_at>\\n<hostname>", base64'),
    cpu_cores: z.int(),
    cpu_frequency: z.number().min(0).default(0).describe('Hertz; 0 = unknown'),
    ram_total: z.number().describe('Bytes'),
    gpus: z.array(gpu).max(64).default([]),
    capabilities: z.array(z.enum(agentCapabilities)).default([]),
    version: z.string().max(250).default(''),
  }),
  answer: z.object({
    id: z.uuid(),
    farm: z.object({ id: z.uuid(), name: z.string() }),
    access_token: z.string(),
    access_expires: z.iso.datetime(),
    refresh_token: z.string(),
    refresh_expires: z.iso.datetime(),
  }),
  async respond(asked, { identity, bus, clock, db, look }) {
    const { farm_id: farmAsSent, seed, issued_at: issuedAt, public_key: publicKey, hostname, signature, ...hardware } = asked.body;
    const farmId = farmAsSent.toLowerCase();
    if (!(await identity.farmSeeds.fits(farmId, seed))) return refused(refusal('farm_seed_wrong'));
    const late = Math.abs(clock.now().getTime() - Date.parse(issuedAt)) > skewMs;
    if (late || !isSigned({ farmId: farmAsSent, issuedAt, hostname, publicKey, signature }))
      return refused(
        refusal('forbidden', {
          params: {
            message: late
              ? 'issued_at is not within five minutes of the time here: set the clock of the machine.'
              : 'The signature does not fit the public key.',
          },
        }),
      );
    const id = agentIdOf(farmId, publicKey);
    const { cpu_cores: cpuCores, cpu_frequency: cpuFrequency, ram_total: ramTotal, capabilities, version } = hardware;
    const gpus = hardware.gpus.map(({ id: gpuId, name, index, ram_total }) => ({ gpuId, name, index, ramTotal: ram_total }));
    const registration = { farmId, hostname, cpuCores, cpuFrequency, ramTotal, gpus, capabilities, publicKey, version };
    const { refusals, position } = await bus.execute(command(registerAgent, id, registration), originOf(asked));
    if (refusals.length > 0) return { refusals };
    const tokens = identity.tokens.agentTokens(id);
    const body = {
      id,
      farm: { id: farmId, name: await farmName(farmId, { db, look }) },
      access_token: tokens.accessToken,
      access_expires: tokens.accessExpires.toISOString(),
      refresh_token: tokens.refreshToken,
      refresh_expires: tokens.refreshExpires.toISOString(),
    };
    return { status: 201, body, position };
  },
});
