import { phrase } from '#kernel';
import { SealError } from '../errors.js';

// Control (ANSI escapes included), format (bidirectional, zero-width), private, surrogate, line and paragraph separators.
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const longest = 200;

export function printable(userId: string): string {
  const clean = userId.replace(unprintable, '\uFFFD');
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

export function requireUserId(userId: string): string {
  if (userId.trim() === '' || printable(userId) !== userId)
    throw new SealError('SEAL_USER_ID_INVALID', phrase`1 to ${longest} printable characters`);
  return userId;
}
