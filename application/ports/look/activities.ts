export interface QueuePlace {
  /** The queue of the process's last run is complete. */
  readonly sealed: boolean;
  /** The element is in that queue for the worker run. */
  readonly queued: boolean;
}

export interface ActivitiesLook {
  place(processId: string, workerRunId: string, elementId: string): Promise<QueuePlace>;
}
