import type { AnyOperation } from '../edge/operation.ts';
import { retrieveAgentActions } from './agent-actions.ts';
import { createAgent } from './create-agent.ts';
import { destroyAgent } from './destroy-agent.ts';
import { listAgents } from './list-agents.ts';
import { refreshAgentToken } from './refresh-agent-token.ts';
import { retrieveAgent } from './retrieve-agent.ts';
import { retrieveTaskDefinition } from './task-definition.ts';
import { partialUpdateAgent } from './update-agent.ts';

export const agentOperations: readonly AnyOperation[] = [
  createAgent,
  destroyAgent,
  listAgents,
  partialUpdateAgent,
  refreshAgentToken,
  retrieveAgent,
  retrieveAgentActions,
  retrieveTaskDefinition,
];
