import t from 'tap';
import { upkeepRunsContract } from '../../contract/upkeep-runs/suite.ts';
import { MemoryUpkeepRuns } from '../../support/memory-upkeep-runs.ts';

await upkeepRunsContract(t, async () => new MemoryUpkeepRuns());
