import { CliError } from '../errors.js';
import { readText, replaceFile } from './files.js';
import type { Layout } from './layout.js';
import { say } from '#language/console';
import { messageOf } from '../print/message-of.js';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface BorderSettings {
  readonly listen: Address | undefined;
}

export function parseAddress(text: string): Address | undefined {
  const found = /^(?:\[([0-9a-fA-F:]{2,39})\]|([A-Za-z0-9.-]{1,253})):(\d{1,5})$/.exec(text);
  const host = found?.[1] ?? found?.[2];
  const port = Number(found?.[3]);
  if (host === undefined || !(port >= 1 && port <= 65_535)) return undefined;
  return { host, port };
}

export const formatAddress = ({ host, port }: Address): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

export function writeBorder(layout: Layout, { listen }: BorderSettings): Promise<void> {
  const content = listen === undefined ? {} : { listen: formatAddress(listen) };
  return replaceFile(layout.border, `${JSON.stringify(content, undefined, 2)}\n`);
}

function contentOf(path: string, text: string): { readonly listen?: unknown } {
  try {
    return JSON.parse(text) as { readonly listen?: unknown };
  } catch (error) {
    const what = { name: path, text: messageOf(error) };
    throw new CliError('CLI_NOT_INSTALLED', say('program.named', what), error);
  }
}

export async function readBorder(layout: Layout): Promise<BorderSettings> {
  const file = contentOf(layout.border, await readText(layout.border));
  if (file.listen === undefined) return { listen: undefined };
  const listen = typeof file.listen === 'string' ? parseAddress(file.listen) : undefined;
  if (listen === undefined) throw new CliError('CLI_NOT_INSTALLED', `${layout.border}: listen`);
  return { listen };
}
