import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { command } from '../../../application/pipeline/command.ts';
import { load } from '../../../application/pipeline/load.ts';
import { createFarm } from '../../../domain/farm/create.ts';
import { farmIdOf } from '../../../domain/farm/farm-id.ts';
import { farm, farmName, type FarmState } from '../../../domain/farm/state.ts';
import { system } from '../../../domain/kernel/event.ts';
import { inPlainWords } from '../../../domain/kernel/plain-words.ts';
import { localFarmId } from '../../../infrastructure/container/local-agent.ts';
import type { Program } from '../../../infrastructure/container/program.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { printJson, printLine } from '../output/print.ts';
import { withReadModels } from '../output/with-read-models.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly name: string;
  readonly json: boolean;
}

const by = system('command line');

/** `colophon farms create`: a farm and the seed by which agents join it; works whether or not the server runs. */
export const createFarmCommand = (farms: Command): Command =>
  farms
    .command('create')
    .description('make a farm and show, once, the seed by which agents join it; the first one is the default of every start')
    .requiredOption('--name <text>', 'name of the farm')
    .option('--json', 'print one JSON object {"id", "name", "seed"}', false)
    .action(async ({ name, json }: Options) => {
      const named = farmName.safeParse(name, { error: inPlainWords });
      if (!named.success) throw new Problem(`--name: ${named.error.issues[0]?.message}`);
      const made = await withReadModels((program) => makeFarm(program, named.data), { mayBegin: true });
      if (json) printJson(made);
      else
        printLine(
          `Farm ${made.id}, ${made.name}. Its agents are started with:\nCOLOPHON_AGENT_FARM=${made.id}\nCOLOPHON_AGENT_SEED=${made.seed}`,
        );
    });

async function makeFarm({ container }: Program, name: string) {
  const taken = new Problem(`--name: there is a farm ${name} already; give another name.`);
  if (await container.get(tokens.look).farms.taken(name)) throw taken;
  const first = (await load<FarmState>(container.get(tokens.store), farm, localFarmId)).state.name === null;
  const id = first ? localFarmId : farmIdOf(name);
  const commandId = randomUUID();
  const origin = { actor: by, commandId, correlationId: commandId, causationId: null };
  const { events } = await container.get(tokens.pipeline).execute(command(createFarm, id, { name }), origin);
  if (events.length === 0) throw taken;
  return { id, name, seed: await container.get(tokens.identity).farmSeeds.renew(id, by.id) };
}
