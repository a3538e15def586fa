import { generateKeyPairSync, sign } from 'node:crypto';
import type { TaskEvent } from '../../../../domain/task/events.ts';
import { agentOperations } from '../../../../interfaces/rest/agent/index.ts';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { farmOperations } from '../../../../interfaces/rest/farm/index.ts';
import { taskOperations } from '../../../../interfaces/rest/task/index.ts';
import { userOperations } from '../../../../interfaces/rest/user/index.ts';
import { inStream } from '../../../support/folding.ts';
import type { TestScope } from '../../../support/postgres.ts';
import * as p from '../../../support/processes.ts';
import { restBench } from '../../../support/rest-bench.ts';
import * as a from '../../../support/tasks.ts';

export const gib = 2 ** 30;
const operations = [...agentOperations, ...corpusOperations, ...farmOperations, ...taskOperations, ...userOperations];

/** A host with a key of its own. */
export function machine(hostname = 'press-1') {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return {
    hostname,
    publicKey: raw.toString('base64'),
    sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}
export type Machine = ReturnType<typeof machine>;

interface Said {
  readonly at?: Date;
  readonly signer?: Machine;
  readonly over?: object;
}

/** What a machine sends to join a farm; `over` after it was signed. */
export function registration(
  farm: { readonly id: string; readonly seed: string },
  { hostname, publicKey, sign: own }: Machine,
  { at = new Date(), signer, over = {} }: Said = {},
) {
  const issuedAt = at.toISOString();
  const signature = (signer?.sign ?? own)(`${farm.id}\n${issuedAt}\n${hostname}`);
  const proof = { farm_id: farm.id, seed: farm.seed, hostname, public_key: publicKey, issued_at: issuedAt, signature };
  return { ...proof, cpu_cores: 4, ram_total: 8 * gib, capabilities: ['containers'], version: '1', ...over };
}

/** An agent that has joined: what to give as `as`. */
export interface Joined {
  readonly id: string;
  readonly as: string;
  readonly refresh: string;
}

/** A server with the farm `Mill`, which `ida`, who may everything, has made. */
export async function agentBench(t: TestScope) {
  const bench = await restBench(t, operations);
  const { ask, person, happened, readSide } = bench;
  const ida = person({ admin: true });
  const farm: { readonly id: string; readonly name: string; readonly seed: string } = (
    await ask('POST', '/farms/', { as: ida, body: { name: 'Mill' } })
  ).body;
  const register = (of: Machine, said: Said = {}, into = farm) => ask('POST', '/agent/', { body: registration(into, of, said) });
  const joins = async (of: Machine | string, over: object = {}, into = farm): Promise<Joined> => {
    const { body } = await register(typeof of === 'string' ? machine(of) : of, { over }, into);
    await readSide.caughtUp();
    return { id: body.id, as: `Bearer ${body.access_token}`, refresh: body.refresh_token };
  };
  const poll = ({ as }: Pick<Joined, 'as'>, query = '') => ask('GET', `/agent/actions/${query}`, { as });

  /** A person whose process has one task, in which this happened after its creation. */
  const withTask = async (...events: readonly TaskEvent[]) => {
    const ann = person();
    const { body: corpus } = await ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
    const process = [p.created({ corpusId: corpus.id, creatorId: ann.id }), p.added(), p.started()];
    await happened(...inStream(`process-${p.processId}`)(...process), ...ofTask(a.created({ corpusId: corpus.id }), ...events));
    return ann;
  };
  return { ...bench, ida, farm, register, joins, poll, withTask };
}

export const ofTask = (...events: readonly TaskEvent[]) => inStream(`task-${a.taskId}`)(...events);

export const claimedBy = (agentId: string, term = 1, gpuId: string | null = null): TaskEvent => ({
  type: 'TaskClaimed',
  data: { attempt: 1, term, agentId, runnerId: null, gpuId, needs: a.needs },
});
