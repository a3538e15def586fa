/** Where programs say what an operator should know; pino's loggers are of this kind. */
export interface Logger {
  /** What only those want who look closely; not kept unless asked for. */
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
