import { limitsState } from '#capabilities/deadlines/agreed-limits.model';
import type { LimitsState } from '#capabilities/deadlines/deadlines.contract';
import {
  timestamp,
  type AuthorityAddress,
  type Fingerprint,
  type LinkId,
  type StateCode,
} from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { canonicalJson } from '#wire';
import type {
  AuthorityView,
  PeerView,
  RegistrarView,
} from '#capabilities/directory/directory.contract';
import { say } from '#language/console';
import { authoritiesPage, officersPage, peersView, registrarsPage } from '../api/gen/readers.js';
import { CliError } from '../errors.js';
import type { Asking } from '../people/profile.js';
import { directoryOf, verifiedDirectory, type VerifiedDirectory } from './verified-directory.js';

const skewMs = 5 * 60_000;

const limitsAt = (known: VerifiedDirectory, at: Date): ReadonlyMap<StateCode, LimitsState> =>
  new Map(
    known.peers.peers.listPeers().flatMap(({ peer }) => {
      const directory = directoryOf(known, peer);
      return directory === undefined
        ? []
        : [[peer, limitsState(known.own.directory, directory, timestamp(at))] as const];
    }),
  );

const authoritiesOf = (directory: Directory, link: LinkId | null, at: Date): AuthorityView[] =>
  directory.authorities(timestamp(at)).map(({ authority, name, keys }) => ({
    state: directory.state,
    authority,
    name,
    profile: directory.profile(authority) ?? null,
    link,
    keys: keys.map(({ compartment, fingerprint }) => ({ compartment, fingerprint })),
  }));

function authoritiesAt(known: VerifiedDirectory, at: Date): AuthorityView[] {
  const neighbours = known.peers.peers.listPeers().flatMap(({ peer, linkId }) => {
    const directory = directoryOf(known, peer);
    return directory === undefined ? [] : authoritiesOf(directory, linkId, at);
  });
  return [...authoritiesOf(known.own.directory, null, at), ...neighbours];
}

function contactPointsOf(
  { own, neighbours }: VerifiedDirectory,
  now: Date,
): readonly AuthorityAddress[] {
  return [own, ...neighbours.values()].flatMap(({ directory }) => {
    const authority = directory.contactPoint(timestamp(now));
    return authority === undefined ? [] : [{ state: directory.state, authority }];
  });
}

function asListed(
  rows: readonly AuthorityView[],
  listed: readonly AuthorityView[],
): AuthorityView[] {
  const bare = new Set(
    listed.flatMap(({ state, authority, profile }) =>
      profile === null ? [`${state} ${authority}`] : [],
    ),
  );
  return rows.map((row) =>
    bare.has(`${row.state} ${row.authority}`) ? { ...row, profile: null } : row,
  );
}

const textOf = (row: object): string => Buffer.from(canonicalJson(row)).toString('utf8');

/**
 * Requires that `listed` has every row common to all `proven` lists, and no unproven row. Each `proven` list shows the
 * verified directory at one moment. Pure. @throws CliError CLI_DIRECTORY_DIFFERS naming the row
 */
function assertSame<T extends object>(
  listed: readonly T[],
  proven: readonly (readonly T[])[],
  name: (row: T) => string,
): void {
  const sets = proven.map((rows) => new Set(rows.map(textOf)));
  const foreign = listed.find((row) => !sets.some((set) => set.has(textOf(row))));
  if (foreign !== undefined)
    throw new CliError(
      'CLI_DIRECTORY_DIFFERS',
      say('confirm.listedNotSigned', { foreign: name(foreign) }),
    );
  const said = new Set(listed.map(textOf));
  const withheld = proven[0]?.find(
    (row) => sets.every((set) => set.has(textOf(row))) && !said.has(textOf(row)),
  );
  if (withheld !== undefined)
    throw new CliError(
      'CLI_DIRECTORY_DIFFERS',
      say('confirm.signedNotListed', { withheld: name(withheld) }),
    );
}

// Repeats a comparison: the list may be older than the chain fetched after it, so only a lasting difference
// counts.
async function comparing<L, T>(
  fetch: () => Promise<L>,
  asked: Asking,
  compare: (listed: L, known: VerifiedDirectory) => T,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const listed = await fetch();
    const known = await verifiedDirectory(asked);
    try {
      return compare(listed, known);
    } catch (error) {
      if (attempt > 1 || !(error instanceof CliError)) throw error;
    }
  }
}

const mostPages = 1_000;

async function everyAuthority({
  client,
}: Asking): Promise<{ readonly authorities: readonly AuthorityView[] }> {
  const authorities: AuthorityView[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const query: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    const path = `/api/v1/directory/authorities?limit=100${query}`;
    const answer = await client.ask(authoritiesPage, 'GET', path);
    authorities.push(...answer.authorities);
    after = answer.next;
    if (after === null) return { authorities };
  }
  throw new CliError('CLI_DIRECTORY_DIFFERS', say('confirm.listAuthoritiesNoEnd'));
}

interface GrownPage<T> {
  readonly rows: readonly T[];
  readonly next: number | null;
}

async function grown<T>(ask: (after: number) => Promise<GrownPage<T>>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const { rows, next } = await ask(all.length);
    all.push(...rows);
    if (next === null) return all;
    if (next !== all.length) break;
  }
  throw new CliError('CLI_DIRECTORY_DIFFERS', say('confirm.pagesListNotFit'));
}

export const confirmedAuthorities = async (
  asked: Asking,
  now: Date,
): Promise<readonly AuthorityView[]> => (await confirmedList(asked, now)).authorities;

/**
 * Authorities, contact points and time limits from the verified directory chains. Requires that the gateway lists the same
 * authorities. @throws CliError CLI_DIRECTORY_DIFFERS; errors of `verifiedDirectory`
 */
export const confirmedList = (asked: Asking, now: Date) =>
  comparing(
    () => everyAuthority(asked),
    asked,
    ({ authorities }, known) => {
      const around = [0, -skewMs, skewMs].map((by) =>
        authoritiesAt(known, new Date(now.getTime() + by)),
      );
      // An answer may leave profiles out; shown profiles come from signed entries.
      const listed = around.map((rows) => asListed(rows, authorities));
      assertSame(authorities, listed, ({ authority, state }) =>
        say('confirm.of', { authority, state }),
      );
      return {
        authorities: around[0] ?? [],
        contactPoints: contactPointsOf(known, now),
        limits: limitsAt(known, now),
      };
    },
  );

export const confirmedOfficers = (asked: Asking) =>
  comparing(
    async () => ({
      officers: await grown(async (after) => {
        const path = `/api/v1/directory/officers?limit=100&after=${after}`;
        const { officers: rows, next } = await asked.client.ask(officersPage, 'GET', path);
        return { rows, next };
      }),
    }),
    asked,
    (answer, { own: { directory } }) => {
      const proven = directory.officers().map((grant) => {
        const { officer, authority, fingerprint, roles, from, to } = grant;
        const suspendedFrom = directory.suspendedFrom(grant) ?? null;
        const postings = [...directory.postingsOf(grant)];
        const who = { officer, authority, fingerprint, roles: [...roles] };
        return { ...who, from, to, suspendedFrom, postings };
      });
      // Whether the certificate is bound is known to the gateway only; no entry says so.
      const listed = answer.officers.map((row) => ({
        ...{ officer: row.officer, authority: row.authority, fingerprint: row.fingerprint },
        ...{ roles: row.roles, from: row.from, to: row.to, suspendedFrom: row.suspendedFrom },
        postings: row.postings,
      }));
      assertSame(listed, [proven], ({ officer, authority }) =>
        say('confirm.officerOf', { officer, authority }),
      );
      return answer;
    },
  );

const registrarRow = (said: RegistrarView) => ({
  ...{ registrar: said.registrar, fingerprint: said.fingerprint },
  ...{ authorities: said.authorities, from: said.from, to: said.to },
});

export const confirmedRegistrars = (asked: Asking) =>
  comparing(
    async () => ({
      registrars: await grown(async (after) => {
        const path = `/api/v1/directory/registrars?limit=100&after=${after}`;
        const { registrars: rows, next } = await asked.client.ask(registrarsPage, 'GET', path);
        return { rows, next };
      }),
    }),
    asked,
    (answer, { own }) => {
      const proven = own.directory.registrars().map(registrarRow);
      assertSame(answer.registrars.map(registrarRow), [proven], ({ registrar }) => registrar);
      return { registrars: proven };
    },
  );

const peerRow = (peer: Omit<PeerView, 'directory' | 'limits'>) => ({
  ...{ peer: peer.peer, rootFingerprint: peer.rootFingerprint, linkId: peer.linkId },
  ...{ end: peer.end, transcriptSha256: peer.transcriptSha256 },
});

export const confirmedPeers = (asked: Asking, now: Date) =>
  comparing(
    () => asked.client.ask(peersView, 'GET', '/api/v1/peers'),
    asked,
    (answer, known) => {
      const proven = known.peers.peers.listPeers().map(peerRow);
      assertSame(answer.peers.map(peerRow), [proven], ({ peer }) => peer);
      return {
        peers: proven.map((row) => ({
          ...row,
          directory: known.neighbours.get(row.peer)?.heads.point() ?? null,
          limits: limitsAt(known, now).get(row.peer) ?? null,
        })),
      };
    },
  );

interface Signer {
  readonly state: StateCode;
  readonly officer: string;
  readonly authority: string;
  readonly fingerprint: Fingerprint;
}

/**
 * Requires that the directory certifies the signer's key for the same officer and authority. Tolerates a clock difference of
 * 5 minutes (`skewMs`). @throws CliError CLI_DIRECTORY_DIFFERS
 */
export function assertOfficer(directory: Directory, signer: Signer, now: Date): void {
  const moments = [0, -skewMs, skewMs].map((by) => timestamp(new Date(now.getTime() + by)));
  const grants = moments.map((at) => directory.activeOfficer(signer.fingerprint, at));
  const { officer, authority, state, fingerprint } = signer;
  const confirmed =
    directory.state === state &&
    grants.some((grant) => grant?.officer === officer && grant.authority === authority);
  if (!confirmed)
    throw new CliError(
      'CLI_DIRECTORY_DIFFERS',
      say('confirm.noEntryMakesKey', { fingerprint, officer, authority, state }),
    );
}
