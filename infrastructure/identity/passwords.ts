import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const length = 32;

/** `<salt>.<scrypt digest>`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(password, salt, length)).toString('base64url')}`;
}

const nobody = `${randomBytes(16).toString('base64url')}.${randomBytes(length).toString('base64url')}`;

/** Takes equally long whether there is a password (null: no such user, or one without) or not. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [salt = '', digest = ''] = (hash ?? nobody).split('.');
  const given = await derive(password, Buffer.from(salt, 'base64url'), length);
  return timingSafeEqual(given, Buffer.from(digest, 'base64url')) && hash !== null;
}
