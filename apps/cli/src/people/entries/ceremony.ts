import { randomBytes } from 'node:crypto';
import {
  parseFingerprint,
  parseLinkId,
  parseStateCode,
  type LinkId,
  type StateCode,
} from '#kernel';
import type { EntryBodies } from '#capabilities/directory/directory.schema';
import { createUserKey } from '#broker';
import { ceremonyOf, peerBody, type Card, type Ceremony } from '#trust';
import { say } from '#language/console';
import {
  formatCeremonyFile,
  parseCeremonyFile,
  verifiedChain,
  type CeremonyFile,
} from '../../compose/entries/ceremony-file.js';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { parseAddress, readBorder } from '../../installation/border-settings.js';
import {
  exists,
  readBytes,
  readText,
  removeFile,
  writePublic,
  writeSecret,
} from '../../installation/files.js';
import { openInstallation } from '../../installation/installed.js';
import type { Layout } from '../../installation/layout.js';
import type { Link } from '../../installation/links.js';
import { readOwnDirectory } from '../../installation/own-directory.js';

const longestFile = 16 * 1024 * 1024;

export interface CardPlan {
  readonly dir: string;
  readonly typ: Card['typ'];
  readonly linkId: LinkId;
  readonly end: 1 | 2;
  readonly address: string | undefined;
  readonly out: string;
}

export const newLinkId = (): LinkId => parseLinkId(randomBytes(16).toString('hex'));

// How neighbours reach us, or the public key for our own connection, whose seed goes to the installation.
async function borderOf(layout: Layout, plan: CardPlan): Promise<Card['border']> {
  if (plan.end === 2) {
    const { seed, publicKey } = createUserKey();
    await writeSecret(layout.leafSeed(plan.linkId), `${seed}\n`);
    return { end: 2, leafPublicKey: publicKey };
  }
  const { listen } = await readBorder(layout);
  const address = plan.address === undefined ? listen : parseAddress(plan.address);
  if (listen === undefined || address === undefined)
    throw new CliError('CLI_USAGE', say('entriesCeremony.stateNoAddressNeighbours'));
  return { end: 1, ...address };
}

export async function writeOwnFile(context: Context, plan: CardPlan): Promise<Card> {
  if (await exists(plan.out)) throw new CliError('CLI_FILE_EXISTS', plan.out);
  const { layout, settings } = await openInstallation(plan.dir, context);
  const state = parseStateCode(settings.state);
  const rootFingerprint = parseFingerprint(settings.rootFingerprint);
  const directory = await readOwnDirectory(layout, state);
  const chain = await verifiedChain(state, rootFingerprint, directory);
  const [root, point] = [chain.directory.rootEntry(), chain.heads.point()];
  const { min, max } = chain.directory.protocol();
  if (root === undefined || point === undefined)
    throw new CliError('CLI_NOT_INSTALLED', say('entriesCeremony.noDirectory', { dir: plan.dir }));
  const card: Card = {
    typ: plan.typ,
    v: 1,
    state,
    rootFingerprint,
    rootCertificate: root.certificate,
    linkId: plan.linkId,
    border: await borderOf(layout, plan),
    linkAuthority: await readText(layout.authorityCertificate('link')),
    nonce: randomBytes(16).toString('hex'),
    protocol: { min, max },
    directory: point,
  };
  await writePublic(plan.out, await formatCeremonyFile({ card, directory }));
  return card;
}

export const readCeremonyFile = async (file: string, typ: Card['typ']): Promise<CeremonyFile> =>
  parseCeremonyFile(file, (await readBytes(file, longestFile)).toString('utf8'), typ);

export interface Met {
  readonly own: CeremonyFile;
  readonly peer: CeremonyFile;
  readonly ceremony: Ceremony;
  readonly body: EntryBodies['peer'];
}

export async function meet(
  state: StateCode,
  invitationFile: string,
  acceptanceFile: string,
): Promise<Met> {
  const invitation = await readCeremonyFile(invitationFile, 'liaise-invitation');
  const acceptance = await readCeremonyFile(acceptanceFile, 'liaise-acceptance');
  const ceremony = ceremonyOf(invitation.card, acceptance.card);
  const inviting = invitation.card.state === state;
  if (!inviting && acceptance.card.state !== state)
    throw new CliError('CLI_USAGE', say('entriesCeremony.neitherFile', { state }));
  const [own, peer] = inviting ? [invitation, acceptance] : [acceptance, invitation];
  return { own, peer, ceremony, body: peerBody(own.card, peer.card, ceremony) };
}

/**
 * Writes a link's settings and the certificate of the neighbour's certificate authority. A running `liaise up` then permits
 * the connection. @returns path of the link file @throws CliError CLI_FILE_EXISTS, CLI_FILE_UNUSABLE, CLI_USAGE
 */
export async function writeLink(
  context: Context,
  dir: string,
  { own, peer }: Met,
): Promise<string> {
  const { layout, settings } = await openInstallation(dir, context);
  if (settings.state !== own.card.state)
    throw new CliError(
      'CLI_USAGE',
      say('entriesCeremony.dirInstallation', { state: settings.state }),
    );
  const { linkId } = own.card;
  const authorityFile = layout.path('peers', `${linkId}.crt`);
  const base = { linkId, peer: peer.card.state, authorityFile };
  const { border } = peer.card;
  const link: Link =
    border.end === 2
      ? { ...base, side: 'listen', leafPublicKey: border.leafPublicKey }
      : { ...base, side: 'solicit', host: border.host, port: border.port };
  const file = layout.path('peers', `${linkId}.json`);
  if (await exists(file)) throw new CliError('CLI_FILE_EXISTS', file);
  if (link.side === 'solicit' && !(await exists(layout.leafSeed(linkId))))
    throw new CliError(
      'CLI_FILE_UNUSABLE',
      say('entriesCeremony.acceptInviteAnew', { linkId: layout.leafSeed(linkId) }),
    );
  await writePublic(authorityFile, peer.card.linkAuthority);
  // Written last and atomically: from now on the broker trusts the neighbour's authority.
  await writePublic(file, `${JSON.stringify(link, undefined, 2)}\n`);
  return file;
}

/**
 * Removes the files of a link; a running `liaise up` then no longer permits the connection. @returns path of the link file;
 * undefined when there was none @throws CliError
 */
export async function removeLink(
  context: Context,
  dir: string,
  state: StateCode,
  linkId: LinkId,
): Promise<string | undefined> {
  const { layout, settings } = await openInstallation(dir, context);
  if (settings.state !== state)
    throw new CliError(
      'CLI_USAGE',
      say('entriesCeremony.dirInstallation', { state: settings.state }),
    );
  const file = layout.path('peers', `${linkId}.json`);
  const found = await exists(file);
  // Removed first: without it the broker ignores the others.
  await removeFile(file);
  await removeFile(layout.path('peers', `${linkId}.crt`));
  await removeFile(layout.leafSeed(linkId));
  return found ? file : undefined;
}
