import type { Settings } from '#config';
import { readSecret } from '#runtime';
import { parseStateCode } from '#kernel';
import { publicKeyOf } from '#broker';
import { renderBorderConfig, type BorderLayout, type BorderLink } from '#border';
import { renderBusConfig } from '#bus';
import { CliError } from '../errors.js';
import { readBorder, type BorderSettings } from './border-settings.js';
import { damaged, readText, replaceFile } from './files.js';
import { busClients, type Layout } from './layout.js';
import { readTlsCertificate } from './keys/certificates.js';
import { readLinks, type Link } from './links.js';
import { messageOf } from '../print/message-of.js';
import { say } from '#language/console';

// Store size: inbound streams of the most neighbours a border may have, 64 MiB each, plus a reserve.
const storeBytes = 4_608 * 1024 * 1024;

const portOf = (url: string): number => Number(new URL(url).port);
const seedVariable = (link: Link): string => `LEAF_${link.linkId.toUpperCase()}`;

// @throws RuntimeError HOST_SECRET_UNSAFE; CliError CLI_INSTALLATION_DAMAGED
function publicKeyIn(seedFile: string): string {
  const seed = readSecret(seedFile);
  try {
    return publicKeyOf(seed);
  } catch (error) {
    throw damaged(seedFile, error);
  }
}

/** @throws RuntimeError HOST_SECRET_UNSAFE; CliError CLI_INSTALLATION_DAMAGED */
export function renderBus(layout: Layout, settings: Settings): string {
  const publicKeys: Record<string, string> = {};
  for (const service of busClients) publicKeys[service] = publicKeyIn(layout.busSeed(service));
  return renderBusConfig({
    serverName: `bus-${settings.state}`,
    host: '127.0.0.1',
    port: portOf(settings.bus.url),
    tls: { ...layout.certificate('bus'), authorityFile: layout.servicesAuthority },
    publicKeys,
  });
}

export const writeBusConfig = (layout: Layout, settings: Settings): Promise<void> =>
  replaceFile(layout.busConfig, renderBus(layout, settings));

export interface BorderRun {
  readonly text: string;
  readonly authorities: string;
  readonly seeds: Readonly<Record<string, string>>;
  readonly links: readonly Link[];
}

function borderLink(layout: Layout, link: Link): BorderLink {
  const { linkId } = link;
  if (link.side === 'listen') return { linkId, side: 'listen', leafPublicKey: link.leafPublicKey };
  const tls = { ...layout.certificate('link'), authorityFile: link.authorityFile };
  const { host, port } = link;
  return { linkId, side: 'solicit', host, port, tls, seedVariable: seedVariable(link) };
}

function listener(layout: Layout, border: BorderSettings, links: readonly Link[]) {
  // Without a neighbour that connects to us no port is opened.
  if (!links.some((link) => link.side === 'listen')) return {};
  if (border.listen === undefined) throw damaged(layout.border, new Error(say('brokers.noListen')));
  const tls = { ...layout.certificate('link'), authorityFile: layout.neighbourAuthorities };
  return { listener: { ...border.listen, tls } };
}

// Requires a link's other files: if one were missing, the broker would not start and all links would stop.
async function assertFiles(layout: Layout, link: Link): Promise<void> {
  try {
    await readTlsCertificate(link.authorityFile);
    if (link.side === 'solicit') publicKeyIn(layout.leafSeed(link.linkId));
  } catch (error) {
    throw new CliError(
      'CLI_LINK_INVALID',
      say('program.named', { name: link.linkId, text: messageOf(error) }),
      error,
    );
  }
}

/** @throws CliError CLI_INSTALLATION_DAMAGED, CLI_LINK_INVALID; RuntimeError HOST_SECRET_UNSAFE; BrokerError LAYOUT_INVALID */
export async function renderBorder(layout: Layout, settings: Settings): Promise<BorderRun> {
  const links = await readLinks(layout);
  const border = await readBorder(layout);
  const authorities: string[] = [];
  for (const link of links) {
    await assertFiles(layout, link);
    if (link.side === 'listen') authorities.push(await readText(link.authorityFile));
  }
  const whole: BorderLayout = {
    state: parseStateCode(settings.state),
    serverName: `border-${settings.state}`,
    clientPort: portOf(settings.border.url),
    clientTls: { ...layout.certificate('border'), authorityFile: layout.servicesAuthority },
    exchangePublicKey: publicKeyIn(layout.borderSeed),
    monitorPort: portOf(settings.border.monitorUrl),
    storeDirectory: layout.borderStore,
    storeBytes,
    ...listener(layout, border, links),
    links: links.map((link) => borderLink(layout, link)),
  };
  const solicited = links.filter((link) => link.side === 'solicit');
  const seeds = solicited.map((link) => [seedVariable(link), layout.leafSeed(link.linkId)]);
  return {
    text: renderBorderConfig(whole),
    authorities: authorities.join('\n'),
    seeds: Object.fromEntries(seeds) as Record<string, string>,
    links,
  };
}

export async function saveBorder(layout: Layout, border: BorderRun): Promise<void> {
  await replaceFile(layout.neighbourAuthorities, border.authorities);
  await replaceFile(layout.borderConfig, border.text);
}
