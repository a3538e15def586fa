/** On the command line, so that neither `postgresql.conf` nor `ALTER SYSTEM` can take durability away. */
const settings = {
  // Nobody gets in but through the socket, which lies in a folder of mode 0700.
  listen_addresses: '',
  unix_socket_permissions: '0700',
  port: '5432',

  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',

  shared_buffers: '128MB',
  max_connections: '100',
  max_wal_size: '512MB',
  min_wal_size: '64MB',
  // Connections keep plans; those made for a small table are made anew soon after it has grown.
  autovacuum_naptime: '15s',
  // No replication: less is written to the log.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',

  // Containers give little of /dev/shm and forbid io_uring.
  io_method: 'sync',
  dynamic_shared_memory_type: 'mmap',
  max_parallel_workers_per_gather: '0',
  jit: 'off',

  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
};

/** The server's settings as arguments of `postgres`. */
export function settingArguments(): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
