import { address, isUserPublicKey } from '#broker';
import { parseLinkId, parseStateCode, type LinkId, type StateCode } from '#kernel';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { namesIn, readText } from './files.js';
import type { Layout } from './layout.js';
import { messageOf } from '../print/message-of.js';

interface LinkBase {
  readonly linkId: LinkId;
  readonly peer: StateCode;
  readonly authorityFile: string;
}
export interface ListenLink extends LinkBase {
  readonly side: 'listen';
  readonly leafPublicKey: string;
}
export interface SolicitLink extends LinkBase {
  readonly side: 'solicit';
  readonly host: string;
  readonly port: number;
}
export type Link = ListenLink | SolicitLink;

const mostLinks = 64;

type Bag = Readonly<Record<string, unknown>>;

function text(bag: Bag, name: string): string {
  const value = bag[name];
  if (typeof value !== 'string' || value === '' || value.length > 1024)
    throw new TypeError(say('links.mustBeAText', { name }));
  return value;
}

function leafKey(bag: Bag): string {
  const key = text(bag, 'leafPublicKey');
  if (!isUserPublicKey(key)) throw new TypeError(say('links.leafPublicKey'));
  return key;
}

export function parseLink(file: string, content: string): Link {
  try {
    const bag = JSON.parse(content) as Bag;
    const base = {
      linkId: parseLinkId(bag['linkId']),
      peer: parseStateCode(bag['peer']),
      authorityFile: text(bag, 'authorityFile'),
    };
    if (bag['side'] === 'listen') return { ...base, side: 'listen', leafPublicKey: leafKey(bag) };
    if (bag['side'] !== 'solicit') throw new TypeError(say('links.sideListenSolicit'));
    const port = bag['port'];
    if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535)
      throw new TypeError(say('links.portMustBeTo'));
    const host = text(bag, 'host');
    address(host, port, 'host');
    return { ...base, side: 'solicit', host, port };
  } catch (error) {
    const what = { name: file, text: messageOf(error) };
    throw new CliError('CLI_LINK_INVALID', say('program.named', what), error);
  }
}

export async function readLinks(layout: Layout): Promise<Link[]> {
  const names = (await namesIn(layout.peers)).filter((name) => name.endsWith('.json'));
  if (names.length > mostLinks)
    throw new CliError(
      'CLI_LINK_INVALID',
      say('links.moreLinks', { peers: layout.peers, mostLinks }),
    );
  const links = [];
  for (const name of names) {
    const file = layout.path('peers', name);
    links.push(parseLink(file, await readText(file)));
  }
  return links;
}
