/** The secret by which agents join a farm. It is shown once, right after it was made; only its digest is kept. */
export interface FarmSeeds {
  /** Makes a seed, replacing the farm's old one; `by` names who did it, for the audit. */
  renew(farmId: string, by: string): Promise<string>;
  fits(farmId: string, seed: string): Promise<boolean>;
}
