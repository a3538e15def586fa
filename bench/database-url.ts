import type { DatabaseAddress } from '../infrastructure/database/connection.ts';

/** The address as one URL, for programs that take no other form. */
export function databaseUrl(address: DatabaseAddress): string {
  if (typeof address === 'string') return address;
  const { host, port, user, database } = address;
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}
