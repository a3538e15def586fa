/** Where programs say what an operator should know; pino's loggers are of this kind. */
export interface Logger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
