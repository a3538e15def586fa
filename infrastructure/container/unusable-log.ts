/** There is no log at an address, or none that this program can use. */
export class UnusableLog extends Error {
  constructor(address: string, why: string) {
    super(`${address}: ${why}`);
    this.name = 'UnusableLog';
  }
}
