import type { EventType } from '#journal';
import { recordsOf, stepExpectations } from '../entries/audit-expectations.js';

const eventTypes: ReadonlySet<string> = new Set(Object.values(stepExpectations).flatMap(recordsOf));
const isType = (text: string): text is EventType => eventTypes.has(text);

const intoLog = /\b(?:(?:insert|merge)\s+into|copy)\s+(?:only\s+)?"?journal"?\s*\.\s*"?event\b/i;

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Buffer.isBuffer(value) || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function parsed(text: string): unknown {
  try {
    return /^\s*[[{]/.test(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

export function recordsIn(sql: string, params: readonly unknown[] = []): EventType[] {
  if (!intoLog.test(sql)) return [];
  const texts = textsIn(params);
  const found = [
    texts,
    [...sql.matchAll(/'([a-z.]+)'/g)].map(([, text = '']) => text),
    texts.flatMap((text) => textsIn(parsed(text))),
  ]
    .map((each) => each.filter(isType))
    .find((types) => types.length > 0);
  if (found === undefined)
    throw new Error(`a statement writes to the log, no type of its events is seen: ${sql}`);
  return found;
}
