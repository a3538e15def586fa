export interface S3Limits {
  /** Until an answer begins, beside the time that the bytes sent may take. */
  readonly patienceMs: number;
  /** What is sent more slowly than this is given up. */
  readonly slowestBytesPerSecond: number;
  /** Before what broke off, or what a server in trouble refused, is asked again: every request here may be repeated. */
  readonly pausesMs: readonly number[];
  /** What is larger goes in parts of this size: a line that breaks costs one of them. */
  readonly partBytes: number;
}

export const s3Limits: S3Limits = {
  patienceMs: 20_000,
  slowestBytesPerSecond: 256 * 1024,
  pausesMs: [100, 200, 400],
  partBytes: 64 * 1024 ** 2,
};
