import type { AnyOperation } from '../edge/operation.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { retrieveUser } from './retrieve.ts';
import { rotateUserToken } from './rotate-token.ts';

export const userOperations: readonly AnyOperation[] = [login, logout, retrieveUser, rotateUserToken];
