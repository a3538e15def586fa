import { MemoryLog } from './memory-log.ts';

/** A log of so many events, one per second from noon on. */
export async function logOf(count: number): Promise<MemoryLog> {
  const log = new MemoryLog();
  const metadata = { commandId: 'c', correlationId: 'c', causationId: null, actor: { kind: 'system', id: 'test' } } as const;
  const events = Array.from({ length: count }, (_, n) => {
    return { id: `${n}`, type: 'Rung', version: 1, time: new Date(Date.parse('2026-01-01T12:00:00Z') + n * 1000), data: {}, metadata };
  });
  await log.append('bell-1', 'no_stream', events);
  return log;
}
