export interface ClaimsLook {
  /** Asked of the task's own stream: taking over from a claim that is live after all would kill live work. */
  isLive(taskId: string, term: number): Promise<boolean>;
}
