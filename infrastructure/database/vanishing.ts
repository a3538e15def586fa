/**
 * A server whose client's machine vanished without a word notices within half a minute, ends what it had begun and frees its locks. Over a
 * socket of the same machine the kernel tells at once.
 */
export const keepAlive = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

/**
 * Of a connection whose transactions are short: as PostgreSQL 17 or newer can, it ends one that lasts longer, also where something between
 * keeps a connection up whose client is gone, and in the middle of what the client was sending.
 */
export const shortTransactions = (mostMs: number): string =>
  `select set_config('transaction_timeout', '${mostMs}ms', false) where current_setting('server_version_num')::int >= 170000`;
