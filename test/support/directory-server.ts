import { chains, type ChainName } from '#capabilities/directory/directory.schema';
import { profileOf, type ProfileBody } from '#capabilities/directory/authority-profile.schema';
import { standardLimits } from '#kernel';
import type { SignedEntry } from '#wire';
import { chainHead } from '#wire';
import type { DirectoryStatement } from '#trust';
import type { HttpsGateway } from './https-gateway.js';
import { base64, type TestState } from './test-state.js';

export interface Served {
  entries: SignedEntry[];
  freshness: DirectoryStatement | null;
}

/**
 * Serves a State's signed chains, its neighbours' directories, and lists of officers and authorities, like a gateway. Tests
 * change these data to make the gateway lie.
 */
export class DirectoryServer {
  readonly chains = new Map<string, Served>();
  readonly certificates: string[];
  readonly lists: Record<'authorities' | 'officers' | 'registrars' | 'peers', object[]>;
  page = 8;

  private constructor(
    readonly own: TestState,
    readonly neighbours: readonly TestState[],
    link: string,
  ) {
    const { state } = own;
    this.chains.set(`directory ${state}`, { entries: [...own.directory], freshness: null });
    this.chains.set(`peers ${state}`, { entries: [...own.peers], freshness: null });
    this.chains.set(`retention ${state}`, { entries: [...own.retention], freshness: null });
    for (const peer of neighbours)
      this.chains.set(`directory ${peer.state}`, { entries: [...peer.directory], freshness: null });
    this.certificates = ['dora', 'eli'].map((name) => base64(own.officer(name).key.certificate));
    this.lists = {
      authorities: [rowOf(own, null), ...neighbours.map((peer) => rowOf(peer, link))],
      officers: [...own.officers.values()].map(({ officer, authority, roles, key }) => ({
        ...{ officer, authority, roles, fingerprint: key.fingerprint, ...own.validity },
        ...{ suspendedFrom: null, postings: [], enrolled: true },
      })),
      registrars: bodiesOf(own, 'registrar'),
      peers: bodiesOf(own, 'peer').map((body) => ({ ...body, directory: null, limits: noLimits })),
    };
  }

  static open(
    server: HttpsGateway,
    own: TestState,
    neighbours: readonly TestState[],
    link: string,
  ): DirectoryServer {
    const opened = new DirectoryServer(own, neighbours, link);
    server.on('GET /api/v1/directory/entries', ({ query }) => opened.entries(query));
    server.on('GET /api/v1/directory/authorities', ({ query }) => opened.authorities(query));
    for (const what of ['officers', 'registrars'] as const)
      server.on(`GET /api/v1/directory/${what}`, ({ query }) => {
        const rows = opened.lists[what];
        const end = Number(query.get('after') ?? 0) + 2;
        return { [what]: rows.slice(end - 2, end), next: end < rows.length ? end : null };
      });
    server.on('GET /api/v1/peers', () => ({ peers: opened.lists.peers }));
    return opened;
  }

  replace(before: TestState, now?: TestState): void {
    const { state, rootFingerprint } = before;
    this.chains.set(`directory ${state} ${rootFingerprint}`, this.served('directory', state));
    if (now !== undefined)
      this.chains.set(`directory ${state}`, { entries: [...now.directory], freshness: null });
    this.served('peers', this.own.state).entries = [...this.own.peers];
  }

  served(chain: ChainName, state: string): Served {
    const found = this.chains.get(`${chain} ${state}`);
    if (found === undefined) throw new Error(`no ${chain} of ${state}`);
    return found;
  }

  private authorities(query: URLSearchParams): object {
    const begin = Number(query.get('after')?.replace('XZ/row-', '') ?? 0);
    const authorities = this.lists.authorities.slice(begin, begin + 2);
    const more = begin + 2 < this.lists.authorities.length;
    return { authorities, next: more ? `XZ/row-${begin + 2}` : null };
  }

  private entries(query: URLSearchParams): object {
    const chain = chains.find((each) => each === query.get('chain')) ?? 'directory';
    const root = query.get('root');
    const whose = `${query.get('state') ?? this.own.state}${root === null ? '' : ` ${root}`}`;
    const { entries, freshness } = this.served(chain, whose);
    const from = Math.min(Number(query.get('from') ?? 0), entries.length);
    const page = entries.slice(from, from + this.page);
    const version = from + page.length;
    let head: ReturnType<typeof chainHead> | null = null;
    for (const [i, signed] of entries.slice(0, version).entries())
      head = chainHead(head, i, signed);
    return {
      point: head === null ? null : { version, head },
      from,
      entries: page.map(({ entry, signatures }) => ({
        entry: base64(entry),
        signatures: signatures.map(base64),
      })),
      certificates: chain === 'directory' ? [] : this.certificates,
      freshness: freshness && {
        statement: base64(freshness.bytes),
        signature: base64(freshness.signature),
      },
    };
  }
}

const noLimits = { hold: standardLimits, ours: null, theirs: null, differ: false };

const bodiesOf = ({ directory, peers }: TestState, kind: string): object[] =>
  [...directory, ...peers].flatMap(({ entry }) => {
    const read = JSON.parse(Buffer.from(entry).toString('utf8')) as { kind: string; body: object };
    return read.kind === kind ? [read.body] : [];
  });

function rowOf(state: TestState, link: string | null): object {
  const [body] = bodiesOf(state, 'authority') as {
    authority: string;
    name: string;
    keys: { compartment: string; fingerprint: string }[];
  }[];
  if (body === undefined) throw new Error('no authority');
  const keys = body.keys.map(({ compartment, fingerprint }) => ({ compartment, fingerprint }));
  const [described] = bodiesOf(state, 'authority-profile') as [ProfileBody?];
  return {
    ...{ state: state.state, authority: body.authority, name: body.name, link, keys },
    profile: described === undefined ? null : profileOf(described),
  };
}
