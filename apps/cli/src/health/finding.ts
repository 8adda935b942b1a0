export type Level = 'ok' | 'warn' | 'fail';

export interface Finding {
  readonly level: Level;
  readonly name: string;
  readonly found: string;
  readonly remedy: string | undefined;
}

export const ok = (name: string, found: string): Finding => ({
  level: 'ok',
  name,
  found,
  remedy: undefined,
});
export const warn = (name: string, found: string, remedy: string): Finding => ({
  level: 'warn',
  name,
  found,
  remedy,
});
export const fail = (name: string, found: string, remedy: string): Finding => ({
  level: 'fail',
  name,
  found,
  remedy,
});
