/** There is something where an installation is to be restored. */
export class NotEmpty extends Error {
  constructor(where: string, remedy: string) {
    super(`${where} is not empty: what is there would be lost. ${remedy}`);
    this.name = 'NotEmpty';
  }
}
