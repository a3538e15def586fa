/** Where the real EventStoreDB is; a stand-in would flatter single appends and slight reads. */
export const eventStoreUrl = (): string | undefined => process.env.EVENTSTOREDB_URL || undefined;

/** For figures that want one. */
export const withoutServer = (): string | null => (eventStoreUrl() ? null : 'skipped: EVENTSTOREDB_URL is not set');
