/** What names a worker run. */
export interface SummaryOf {
  readonly workerName: string;
  readonly workerVersionId: string;
  /** Null for a version that comes from a revision. */
  readonly versionNumber: number | null;
  readonly configurationName: string | null;
}

/** A worker run in words: `Worker Reader @ 3fa9c1 using configuration 'fast'`. */
export function summaryOf({ workerName, workerVersionId, versionNumber, configurationName }: SummaryOf): string {
  const configuration = configurationName === null ? '' : ` using configuration '${configurationName}'`;
  return `Worker ${workerName} @ ${versionNumber ?? workerVersionId.slice(0, 6)}${configuration}`;
}
