// Loaded as one, and only where the log is kept in EventStoreDB: the driver alone takes a fifth of a second.
export { parseAddress } from './address.ts';
export { EventStoreDbEventStore } from './eventstoredb-event-store.ts';
export { askNodes } from './nodes.ts';
export { serverReady } from './server-ready.ts';
