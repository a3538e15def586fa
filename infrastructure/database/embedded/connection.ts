/** How to reach the embedded server: a unix socket in the folder `host`; `user` needs no password. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** The name of the cluster's superuser and of its database. */
export const clusterName = 'colophon';
