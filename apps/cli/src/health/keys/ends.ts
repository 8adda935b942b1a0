import { certificateEnds } from '#runtime';
import { PostgresCluster } from '#runner';
import {
  endedCode,
  endKinds,
  endNumber,
  endStages,
  whatEnds,
  type Ending,
  type EndKind,
  type EndStage,
} from '#capabilities/keys/ends.model';
import { parseFingerprint, parseStateCode } from '#kernel';
import { asAdmin, StoreError, type Admin, type Tx } from '#store';
import { mortalIn, TrustError, trustCodes, TrustStore } from '#trust';
import type { AuditBeat } from '../audit-beat.js';
import type { Installed } from '../../installation/installed.js';
import { databaseName } from '../../installation/layout.js';
import { fail, ok, warn, type Finding } from '../finding.js';

export interface Ends {
  readonly endings: readonly Ending[];
  /** Error code that tells why the expiry times of keys could not be read; null without an error. */
  readonly unknown: string | null;
}

// Read-only transaction: verified entries are not stored.
const reading = (admin: Admin): Tx => ({
  query: <T extends object>(sql: string, params?: readonly unknown[]) =>
    admin.query<T>(sql, params),
  send: () => {
    throw new TypeError('reads only');
  },
  wake: () => undefined,
  hurry: () => undefined,
  attempt: (fn) => fn(),
});

/** Expiry times of keys, from the verified directories in the running database, and of certificates, from their files. */
export async function endsOf({ layout, settings }: Installed, now: Date): Promise<Ends> {
  const certificates = certificateEnds(settings);
  const trust = new TrustStore(
    parseStateCode(settings.state),
    parseFingerprint(settings.rootFingerprint),
  );
  const database = new PostgresCluster(layout.postgres).admin(databaseName);
  try {
    await asAdmin(database, (admin) => trust.refresh(reading(admin)));
  } catch (error) {
    if (!(error instanceof StoreError) && !(error instanceof TrustError)) throw error;
    return { endings: whatEnds({ own: [], peers: [], certificates }, now), unknown: error.code };
  }
  return { endings: whatEnds(mortalIn(trust, certificates), now), unknown: null };
}

const words: Readonly<Record<EndKind, { readonly name: string; readonly before: string }>> = {
  KEYS: { name: 'keys', before: 'the root certifies them again: `liaise key extend`' },
  CONTACT_POINT: { name: 'contact point', before: 'the root names it again: `liaise key extend`' },
  REGISTRAR: {
    name: 'registrars',
    before: 'the root certifies them again: `liaise key extend`',
  },
  MANDATE: {
    name: 'mandates',
    before: 'two registrars grant them anew: `liaise officer add`, same key, or let them end',
  },
  LINK: {
    name: 'link certificates',
    before:
      "tls/link.crt: run `liaise key renew` with the persons' folder, then start `liaise up` again; an authority (-ca.crt, peers/): plan to confirm the neighbours anew",
  },
  CERTIFICATE: {
    name: 'certificates',
    before:
      "run `liaise key renew` with the persons' folder, then start `liaise up` again; -ca.crt: a new authority must reach all officers, plan it",
  },
  PEER_KEYS: {
    name: 'keys of neighbours',
    before: 'tell the neighbour: its root runs `liaise key extend`',
  },
};

const stageWords: Readonly<Record<Exclude<EndStage, 'LATER'>, string>> = {
  IN_90_DAYS: 'within 90 days',
  IN_30_DAYS: 'within 30 days',
  IN_7_DAYS: 'within 7 days',
  ENDED: 'ended',
};

const mostNamed = 6;

const dayOf = ({ name, at }: Ending): string => `${name} ${at.slice(0, 10)}`;

function named(endings: readonly Ending[]): string {
  const shown = endings.slice(0, mostNamed).map(dayOf);
  const more = endings.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/**
 * Findings for each kind of key or certificate: one for each period, such as 30 days, in which some expire. When none expires
 * within 90 days, one finding names the first expiry. Pure.
 */
export function judgeEnds({ endings, unknown }: Ends): Finding[] {
  const found = endKinds.flatMap((kind) => judgeKind(kind, endings));
  if (unknown === null) return found;
  return [
    ...found,
    warn(
      'keys',
      `when they end was not looked at: ${unknown}`,
      'let `liaise up` run and ask again; for a TRUST_ code see errors.md',
    ),
  ];
}

function judgeKind(kind: EndKind, endings: readonly Ending[]): Finding[] {
  const all = endings.filter((each) => each.kind === kind);
  const [first] = all;
  if (first === undefined) return [];
  const { name, before } = words[kind];
  const code = endedCode(kind);
  const near = endStages
    .filter((stage) => stage !== 'LATER')
    .toReversed()
    .flatMap((stage) => {
      const meant = all.filter((each) => each.stage === stage);
      if (meant.length === 0) return [];
      return stage === 'ENDED'
        ? [fail(name, `${code}: ended: ${named(meant)}`, trustCodes[code].remedy)]
        : [warn(name, `end ${stageWords[stage]}: ${named(meant)}`, before)];
    });
  return near.length > 0
    ? near
    : [ok(name, `none ends within 90 days; the first: ${dayOf(first)}`)];
}

/** Days until the first expiry of each kind of key or certificate, negative when expired, as the audit service last reported. */
export type EndDays = Readonly<Partial<Record<EndKind, number>>>;

export function endDaysOf({ metrics }: Pick<AuditBeat, 'metrics'>): EndDays | undefined {
  if (metrics['ends.ended'] === undefined) return undefined;
  const days = endKinds.flatMap((kind) => {
    const value = metrics[`ends.${endNumber(kind)}`];
    return value === undefined ? [] : [[kind, value] as const];
  });
  return Object.fromEntries(days);
}

const nearDays = 90;

export function endsLine(days: EndDays | undefined): string {
  if (days === undefined) return 'unknown';
  const all = endKinds
    .flatMap((kind) => {
      const left = days[kind];
      return left === undefined ? [] : [{ name: words[kind].name, left }];
    })
    .sort((a, b) => a.left - b.left);
  const ended = all.filter(({ left }) => left < 0).map(({ name }) => name);
  const near = all
    .filter(({ left }) => left >= 0 && left <= nearDays)
    .map(({ name, left }) => `${name} in ${left} days`);
  const [first] = all;
  if (ended.length + near.length === 0)
    return first === undefined
      ? 'nothing'
      : `nothing within 90 days; first ${first.name} in ${first.left} days`;
  const said = [...(ended.length > 0 ? [`ENDED: ${ended.join(', ')}`] : []), ...near];
  return `${said.join('; ')}; see liaise doctor`;
}

export function endsMark(days: EndDays | undefined): boolean | undefined {
  const all = Object.values(days ?? {});
  if (all.some((left) => left < 0)) return false;
  return days !== undefined && all.every((left) => left > nearDays) ? true : undefined;
}
