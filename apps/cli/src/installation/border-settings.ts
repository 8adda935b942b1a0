import { say } from '#language/console';
import { object, readContent, type Reader } from '../api/shape.js';
import { damaged, readText, replaceFile } from './files.js';
import type { Layout } from './layout.js';

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

const listening: Reader<Address | undefined> = (value) => {
  const address = typeof value === 'string' ? parseAddress(value) : undefined;
  if (value !== undefined && address === undefined)
    throw new TypeError(say('shape.expected', { what: 'HOST:PORT' }));
  return address;
};
const readSettings: Reader<BorderSettings> = object({ listen: listening });

/** @throws CliError CLI_INSTALLATION_DAMAGED */
export async function readBorder({ border: file }: Layout): Promise<BorderSettings> {
  try {
    return readContent(file, await readText(file), readSettings);
  } catch (error) {
    throw damaged(file, error);
  }
}
