import type { Settings } from '#config';
import { PostgresCluster } from '#runner';
import { parseFingerprint, parseStateCode, type Fingerprint } from '#kernel';
import type { PrivateKey, Subkey } from '#seal';
import { asAdmin, type Admin } from '#store';
import { say } from '#language/console';
import { sayCount } from '#language/count';
import { heldKeys, readHeldKey, type HeldKey } from '../../installation/keys/held-keys.js';
import type { Installed } from '../../installation/installed.js';
import { databaseName } from '../../installation/layout.js';
import {
  failureOf,
  publishedOf,
  type SubkeyFailure,
} from '../../installation/keys/subkey-records.js';
import { horizonOf, isLost, isPublished, rotationMs } from '../../installation/keys/subkeys.js';
import { fail, ok, warn, type Finding } from '../finding.js';
import { parted } from '../../print/joined.js';
import { messageOf } from '../../print/message-of.js';

export interface SubkeyView {
  readonly key: string;
  readonly fingerprint: Fingerprint;
  readonly subkeys: readonly Subkey[];
  readonly directory: 'leads here' | 'not told yet' | 'leads elsewhere' | null;
  readonly failure: SubkeyFailure | null;
}
type Unreadable = Pick<SubkeyView, 'key'> & { readonly error: string };

const dayMs = 24 * 3_600_000;

async function viewOf(
  held: HeldKey,
  whose: Parameters<typeof publishedOf>[1],
  admin?: Admin,
): Promise<SubkeyView | Unreadable> {
  let key: PrivateKey;
  try {
    key = await readHeldKey(held);
  } catch (error) {
    return { key: held.name, error: messageOf(error) };
  }
  const { fingerprint, certificate } = key;
  const base = { key: held.name, fingerprint, subkeys: certificate.subkeys };
  if (admin === undefined) return { ...base, directory: null, failure: null };
  const known = await publishedOf(admin, whose, key);
  const directory = isLost(key, known)
    ? 'leads elsewhere'
    : isPublished(key, known)
      ? 'leads here'
      : 'not told yet';
  return { ...base, directory, failure: await failureOf(admin, held.name) };
}

export async function subkeysOf({
  layout,
  settings,
}: Installed): Promise<(SubkeyView | Unreadable)[]> {
  const held = await heldKeys(layout);
  const whose = {
    state: parseStateCode(settings.state),
    root: parseFingerprint(settings.rootFingerprint),
  };
  const views = async (admin?: Admin) => {
    const found = [];
    for (const each of held) found.push(await viewOf(each, whose, admin));
    return found;
  };
  try {
    return await asAdmin(new PostgresCluster(layout.postgres).admin(databaseName), views);
  } catch {
    return views();
  }
}

const ageOf = ({ created }: Subkey, now: Date): number =>
  Math.floor((now.getTime() - created.getTime()) / dayMs);

const directoryWords = {
  'not told yet': say('keysSubkeys.notToldYet'),
  'leads elsewhere': say('keysSubkeys.leadsElsewhere'),
} as const;

export const subkeyLines = (views: readonly (SubkeyView | Unreadable)[], now: Date): string[] =>
  views.map((view) => {
    if ('error' in view)
      return say('keysSubkeys.subkeysOf', {
        key: view.key,
        error: view.error,
      });
    const ages = view.subkeys
      .map((subkey) => sayCount('keysSubkeys.days', { days: ageOf(subkey, now) }))
      .reverse();
    const [newest = say('keysSubkeys.none'), ...older] = ages;
    const words = [
      newest,
      ...(older.length === 0
        ? []
        : [say('keysSubkeys.olderOnesKept', { older: older.join(', ') })]),
      ...(view.directory === null || view.directory === 'leads here'
        ? []
        : [say('keysSubkeys.directory', { directory: directoryWords[view.directory] })]),
      ...(view.failure === null ? [] : [say('keysSubkeys.fails', { code: view.failure.code })]),
    ];
    return say('keysSubkeys.subkeysOfKey', { key: view.key, words: parted(words) });
  });

function judge(
  view: SubkeyView | Unreadable,
  now: Date,
  retention: Settings['retention'],
): Finding[] {
  const name = say('keysSubkeys.name', { key: view.key });
  if ('error' in view) return [fail(name, view.error, say('keysSubkeys.restoreFileBackup'))];
  const newest = view.subkeys.at(-1);
  if (newest === undefined)
    return [fail(name, say('keysSubkeys.thereAreNone'), say('keysSubkeys.restoreThemBackup'))];
  const found: Finding[] = [];
  if (view.directory === 'leads elsewhere')
    found.push(
      fail(name, say('keysSubkeys.neighboursSealSubkeyWhose'), say('keysSubkeys.olderKeyFilePut')),
    );
  if (view.directory === 'not told yet')
    found.push(
      warn(name, say('keysSubkeys.newestNotDirectory'), say('keysSubkeys.letLiaiseUpRun')),
    );
  if (view.failure !== null)
    found.push(
      warn(
        name,
        say('keysSubkeys.since', {
          code: view.failure.code,
          since: view.failure.since.toISOString(),
        }),
        say('keysSubkeys.seeCodeErrorsMd'),
      ),
    );
  const age = ageOf(newest, now);
  if (age * dayMs > rotationMs + dayMs)
    found.push(
      warn(
        name,
        sayCount('keysSubkeys.newestDaysOld', { age }),
        say('keysSubkeys.letLiaiseUpRunMakes'),
      ),
    );
  const [oldest] = view.subkeys;
  const { longestMs } = horizonOf(retention);
  if (oldest !== undefined && ageOf(oldest, now) * dayMs > rotationMs + longestMs + dayMs)
    found.push(
      warn(
        name,
        sayCount('keysSubkeys.oneDaysOld', { oldest: ageOf(oldest, now) }),
        say('keysSubkeys.letLiaiseUpRunDestroys'),
      ),
    );
  const older = view.subkeys.length - 1;
  return found.length > 0
    ? found
    : [ok(name, sayCount('keysSubkeys.newestDaysOldOlder', { age, older }))];
}

export const judgeSubkeys = (
  views: readonly (SubkeyView | Unreadable)[],
  now: Date,
  retention: Settings['retention'],
): Finding[] => views.flatMap((view) => judge(view, now, retention));
