import { test } from 'tap';
import { DispatchBoard } from '../../../application/dispatch/board.ts';
import type { AgentEvent } from '../../../domain/agent/events.ts';
import { system, type Recorded } from '../../../domain/kernel/event.ts';
import { hardware } from '../../support/agents.ts';

test('an agent that was draining when it was lost returns draining, also to a board begun meanwhile', (t) => {
  const board = new DispatchBoard([], [{ revision: 3, state: 'lost', draining: true, registered: hardware }]);
  const returned: Recorded<AgentEvent> = {
    type: 'AgentReturned',
    data: { silentMs: 1 },
    id: hardware.agentId,
    version: 1,
    stream: `agent-${hardware.agentId}`,
    revision: 4,
    position: 9n,
    time: new Date(0),
    metadata: { commandId: hardware.agentId, correlationId: hardware.agentId, causationId: null, actor: system('test') },
  };

  board.apply(returned);

  t.equal(board.agent(hardware.agentId)?.state, 'draining');
  t.end();
});
