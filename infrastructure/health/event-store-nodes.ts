import { ok, warning, type Check, type Observation } from '../../application/health/check.ts';
import type { Node } from '../event-store/eventstoredb/nodes.ts';

/** What a node is that works as it should. */
const sound = ['leader', 'follower', 'readonlyreplica'];

/** Each node of EventStoreDB as the address names them: one that is missing from a cluster is noticed by nobody else. */
export const eventStoreNodesCheck = (url: string): Check => ({
  name: 'event store',
  vital: false,
  async look() {
    const { askNodes, parseAddress } = await import('../event-store/eventstoredb/index.ts');
    return (await askNodes(parseAddress(url))).map(observed);
  },
});

function observed(seen: Node): Observation {
  const { node } = seen;
  if ('silent' in seen)
    return warning(`The node at ${node} does not tell its state (${seen.silent}).`, 'See that it runs, and that this machine reaches it.');
  const says = `EventStoreDB ${seen.version} at ${node} is in the state "${seen.state}".`;
  return sound.includes(seen.state.toLowerCase()) ? ok(says) : warning(says, 'Wait for it to start, or see in its log what it lacks.');
}
