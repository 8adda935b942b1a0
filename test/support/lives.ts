import { readFileSync } from 'node:fs';
import { parseOfficerId, parseStateCode, timestamp } from '#kernel';
import { rootTerms } from '#capabilities/keys/in-use.model';
import type { Entry } from '#capabilities/directory/directory.schema';
import { signDetached, unlockKey } from '#seal';
import { decodeEntry, encodeEntry } from '#wire';
import { ApiClient } from '../../apps/cli/src/api/client.js';
import { pointView } from '../../apps/cli/src/api/gen/readers.js';
import { planOf } from '../../apps/cli/src/commands/init.js';
import { grantMembers } from '../../apps/cli/src/compose/grant-file.js';
import type { Address } from '../../apps/cli/src/installation/border-settings.js';
import { initialise } from '../../apps/cli/src/installation/initialise.js';
import { PeopleLayout } from '../../apps/cli/src/installation/layout.js';
import type { Lives } from '../../apps/cli/src/installation/lives.js';
import { parseNamedAuthority } from '../../apps/cli/src/installation/names.js';
import { must } from './command.js';
import type { Installation } from './installation.js';

const authority = 'border-police=Border Police';
const days = (count: number) => (from: Date) => new Date(from.getTime() + count * 86_400_000);

/** Keys that end after some minutes, so that a test sees it; what a test does not wait for lasts. */
export const livesOfMinutes = (minutes: number): Lives => ({
  keys: (from) => new Date(from.getTime() + minutes * 60_000),
  registrars: days(365),
  contactPoint: days(3_650),
  certificates: days(3_600),
});

/** Sets a State up by the function that `liaise init` calls. */
export async function initWithLives(
  { state, layout, port }: Installation,
  lives: Lives,
  { borderListen, others }: { readonly borderListen?: Address; readonly others: readonly string[] },
): Promise<void> {
  const plan = planOf(
    {
      ...{ state: parseStateCode(state), dir: layout.dir, httpHost: '127.0.0.1', httpPort: port },
      authority: [authority, ...others].map(parseNamedAuthority),
      newRegistrar: ['m.h', 'i.k'].map(parseOfficerId),
      ...(borderListen && { borderListen }),
    },
    undefined,
    new Date(),
  );
  await initialise(layout, people(layout.dir), { ...plan, lives });
}

const people = (dir: string): PeopleLayout => new PeopleLayout(`${dir}-people`);

/** The private key of the root of an installation of the tests. */
export const rootKeyOf = ({ layout }: Installation): string => people(layout.dir).rootKey;

/** The root certifies keys and authorities anew, until a moment that is nearer than a State would choose. */
export async function certifyUntil(at: Installation, end: Date): Promise<void> {
  const rows = await at.rows<{ entry: Buffer }>(
    `select entry from trust.entry where state = $1 and chain = 'directory' order by version`,
    [at.state],
  );
  const now = new Date();
  const entries = rows.map(({ entry }) => decodeEntry(entry));
  const { stateKeys, noteKeys, eventKeys, authorities } = rootTerms(entries, timestamp(now));
  const term = { from: timestamp(now), to: timestamp(end) };
  const of = (kind: Entry['kind'], { record }: { readonly record: object }): Entry => ({
    ...{ typ: 'liaise-directory-entry', v: 1, chain: 'directory', kind },
    ...{ state: parseStateCode(at.state), issuedAt: timestamp(now) },
    body: { ...record, ...term } as Entry['body'],
  });
  const asked = [
    ...stateKeys.map((held) => of('state-key', held)),
    ...noteKeys.map((held) => of('note-key', held)),
    ...eventKeys.map((held) => of('event-key', held)),
    ...authorities.map((held) => of('authority', held)),
  ];
  const root = await unlockKey(readFileSync(rootKeyOf(at)), undefined);
  const ca = readFileSync(at.layout.servicesAuthority, 'utf8');
  const client = new ApiClient({ origin: at.origin, ca }, undefined);
  try {
    for (const each of asked) {
      const entry = encodeEntry(each);
      const signatures = [await signDetached(entry, root, now)];
      const body = { chain: 'directory', ...grantMembers({ entry, signatures }) };
      await client.ask(pointView, 'POST', '/api/v1/directory/entries', body);
    }
  } finally {
    client.close();
  }
}

/** As the guide says it, with the root at the same machine. `out`: a new file. */
export async function extendKeys(
  { layout, state }: Installation,
  out: string,
  more: readonly string[] = [],
): Promise<void> {
  const dir = ['--dir', layout.dir];
  const root = ['--key', people(layout.dir).rootKey, '--yes'];
  const said = await must(['key', 'extend', ...dir, ...more, '--out', out, ...root]);
  if (!said.includes('entries signed')) throw new Error(`${state}: ${said}`);
  await must(['key', 'extend', '--submit', out, ...dir]);
}
