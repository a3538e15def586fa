/** Signs with the instance's Ed25519 key, which never leaves the adapter. */
export interface Signer {
  /** SPKI in PEM. */
  readonly publicKey: string;
  sign(message: Uint8Array): Uint8Array;
}
