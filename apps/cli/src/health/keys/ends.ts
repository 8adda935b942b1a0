import { certificateEnds, RuntimeError, runtimeCodes } from '#runtime';
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
import { errorTexts, say } from '#language/console';
import { sayCount } from '#language/count';
import type { AuditBeat } from '../audit-beat.js';
import type { Installed } from '../../installation/installed.js';
import { databaseName } from '../../installation/layout.js';
import { fail, ok, warn, type Finding } from '../finding.js';
import { parted } from '../../print/joined.js';
import { messageOf } from '../../print/message-of.js';

export interface Ends {
  readonly endings: readonly Ending[];
  /** Error because of which expiry times of keys are unknown, or null. A `RuntimeError`: the database could not even be asked. */
  readonly unread: RuntimeError | StoreError | TrustError | null;
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

export async function endsOf({ layout, settings }: Installed, now: Date): Promise<Ends> {
  const certificates = certificateEnds(settings);
  const trust = new TrustStore(
    parseStateCode(settings.state),
    parseFingerprint(settings.rootFingerprint),
  );
  try {
    const database = new PostgresCluster(layout.postgres).admin(databaseName);
    await asAdmin(database, (admin) => trust.refresh(reading(admin)));
  } catch (error) {
    const isTold =
      error instanceof RuntimeError || error instanceof StoreError || error instanceof TrustError;
    if (!isTold) throw error;
    return { endings: whatEnds({ own: [], peers: [], certificates }, now), unread: error };
  }
  return { endings: whatEnds(mortalIn(trust, certificates), now), unread: null };
}

const words: Readonly<Record<EndKind, { readonly name: string; readonly before: string }>> = {
  KEYS: { name: say('ends.keys'), before: say('ends.before') },
  CONTACT_POINT: { name: say('ends.contactPoint'), before: say('ends.beforeRootNamesAgain') },
  REGISTRAR: {
    name: say('ends.registrars'),
    before: say('ends.before'),
  },
  MANDATE: {
    name: say('ends.mandates'),
    before: say('ends.beforeTwoRegistrarsGrant'),
  },
  LINK: {
    name: say('ends.linkCertificates'),
    before: say('ends.beforeTlsLinkCrt'),
  },
  CERTIFICATE: {
    name: say('ends.certificates'),
    before: say('ends.beforeRunLiaiseKey'),
  },
  PEER_KEYS: {
    name: say('ends.keysNeighbours'),
    before: say('ends.beforeTellNeighbourRoot'),
  },
};

const stageDays: Readonly<Record<Exclude<EndStage, 'LATER' | 'ENDED'>, number>> = {
  IN_90_DAYS: 90,
  IN_30_DAYS: 30,
  IN_7_DAYS: 7,
};

const mostNamed = 6;

const dayOf = ({ name, at }: Ending): string => `${name} ${at.slice(0, 10)}`;

function named(endings: readonly Ending[]): string {
  const shown = endings.slice(0, mostNamed).map(dayOf);
  const more = endings.length - shown.length;
  return [...shown, ...(more > 0 ? [say('ends.more', { more })] : [])].join(', ');
}

/** Judges keys and certificates: failure when expired, warning within 90 days of expiry, otherwise ok. Pure. */
export function judgeEnds({ endings, unread }: Ends): Finding[] {
  const found = endKinds.flatMap((kind) => judgeKind(kind, endings));
  if (unread === null) return found;
  if (unread instanceof RuntimeError) {
    const { remedy } = errorTexts(unread.code, runtimeCodes[unread.code]);
    return [...found, fail(say('ends.keys'), messageOf(unread), remedy)];
  }
  const unknown = say('ends.whenTheyEndNot', { unknown: unread.code });
  return [...found, warn(say('ends.keys'), unknown, say('ends.letLiaiseUpRun'))];
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
        ? [
            fail(
              name,
              say('ends.ended', { code, meant: named(meant) }),
              errorTexts(code, trustCodes[code]).remedy,
            ),
          ]
        : [warn(name, say('ends.end', { days: stageDays[stage], meant: named(meant) }), before)];
    });
  return near.length > 0
    ? near
    : [ok(name, say('ends.noneEndsWithinDays', { first: dayOf(first) }))];
}

/** Days until the first expiry of each kind of key or certificate, negative when expired. Kinds without a report are absent. */
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
  if (days === undefined) return say('health.unknown');
  const all = endKinds
    .flatMap((kind) => {
      const left = days[kind];
      return left === undefined ? [] : [{ name: words[kind].name, left }];
    })
    .sort((a, b) => a.left - b.left);
  const ended = all.filter(({ left }) => left < 0).map(({ name }) => name);
  const near = all
    .filter(({ left }) => left >= 0 && left <= nearDays)
    .map(({ name, left }) => sayCount('ends.inDays', { name, left }));
  const [first] = all;
  if (ended.length + near.length === 0)
    return first === undefined
      ? say('ends.nothing')
      : say('ends.nothingWithinDaysFirst', { name: first.name, left: first.left });
  const said = [
    ...(ended.length > 0 ? [say('ends.endedAt', { ended: ended.join(', ') })] : []),
    ...near,
  ];
  return say('ends.seeLiaiseDoctor', { said: parted(said) });
}

export function endsMark(days: EndDays | undefined): boolean | undefined {
  const all = Object.values(days ?? {});
  if (all.some((left) => left < 0)) return false;
  return days !== undefined && all.every((left) => left > nearDays) ? true : undefined;
}
