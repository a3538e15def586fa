/** A setting as a person may see it. */
export interface ShownSetting {
  readonly name: string;
  readonly variable: string;
  /** Secrets and the passwords inside URLs are masked; null: not set. */
  readonly value: string | null;
  readonly source: 'default' | 'environment' | 'file';
  /** The file that holds it, when it came from one. */
  readonly file: string | null;
}
