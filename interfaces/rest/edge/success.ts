import type { AnyOperation } from './operation.ts';

/** Status of a success: as the operation says, else 204 without an answer, 201 for a write by POST, 200. */
export function successStatus(operation: AnyOperation): number {
  if (operation.status !== undefined) return operation.status;
  if (operation.kind === 'write' && operation.answer === null) return 204;
  return operation.kind === 'write' && operation.method === 'post' ? 201 : 200;
}
