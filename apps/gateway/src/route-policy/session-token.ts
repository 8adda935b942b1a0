import { createHash } from 'node:crypto';
import { GatewayError } from '../errors.js';

const bearer = /^Bearer ([A-Za-z0-9_-]{32,128})$/;

export function bearerToken(header: string | undefined): string | undefined {
  return header === undefined ? undefined : bearer.exec(header)?.[1];
}

export function requireToken(header: string | undefined): string {
  const token = bearerToken(header);
  if (token === undefined) throw new GatewayError('SESSION_REQUIRED');
  return token;
}

export const tokenHash = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');
