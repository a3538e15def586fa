import type { AnyDecision } from '../kernel/decision.ts';
import { drainAgent } from './drain.ts';
import { loseAgent } from './lose.ts';
import { registerAgent } from './register.ts';
import { removeAgent } from './remove.ts';
import { returnAgent } from './return.ts';

export { agent } from './state.ts';
export const agentDecisions: readonly AnyDecision[] = [drainAgent, loseAgent, registerAgent, removeAgent, returnAgent];
