import { deskPurposes, type DeskPurpose, type ThreadId } from '#kernel';
import { CliError } from '../errors.js';
import { exists, readText, replaceFile, unusable } from '../installation/files.js';
import { shortId } from '../print/short-id.js';

// Ids without content, of what the person has seen; bounded. Of some threads also the purpose that the request states.
const most = 2_000;
const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?: ([A-Z_]{1,40}))?$/;

type Seen = ReadonlyMap<string, DeskPurpose | undefined>;

const idsFile = (file: string): string => file.replace(/\.json$/, '.ids');

async function readSeen(file: string): Promise<Seen> {
  const path = idsFile(file);
  if (!(await exists(path))) return new Map();
  const lines = (await readText(path)).split('\n').map((line) => form.exec(line));
  return new Map(
    lines.flatMap((found) => {
      const [, id, said] = found ?? [];
      return id === undefined ? [] : [[id, deskPurposes.find((each) => each === said)] as const];
    }),
  );
}

async function writeSeen(file: string, seen: Seen): Promise<void> {
  const path = idsFile(file);
  const lines = [...seen].slice(-most).map(([id, purpose]) => (purpose ? `${id} ${purpose}` : id));
  await replaceFile(path, `${lines.join('\n')}\n`).catch((error: unknown) => {
    throw unusable(path, error);
  });
}

/** Stores ids that a person has seen, so that the person can type short ids. Keeps the newest 2,000 ids. @throws CliError */
export async function remember(file: string, shown: Seen): Promise<void> {
  const before = await readSeen(file);
  const isNews = ([id, purpose]: readonly [string, DeskPurpose | undefined]): boolean =>
    !before.has(id) || (purpose !== undefined && before.get(id) !== purpose);
  if (![...shown].some(isNews)) return;
  const others = [...before].filter(([id]) => !shown.has(id));
  const fresh = [...shown].map(([id, purpose]) => [id, purpose ?? before.get(id)] as const);
  await writeSeen(file, new Map([...others, ...fresh]));
}

export const rememberIds = (file: string, ids: readonly string[]): Promise<void> =>
  remember(file, new Map(ids.map((id) => [id, undefined])));

/** Reads the stored purpose of a thread's request. @throws CliError */
export const purposeOf = async (file: string, thread: ThreadId): Promise<DeskPurpose | undefined> =>
  (await readSeen(file)).get(thread);

export async function wholeId(file: string, short: string): Promise<string> {
  const found = [...(await readSeen(file)).keys()].filter((id) => shortId(id) === short);
  const [id, ...more] = found;
  if (id === undefined) throw new CliError('CLI_ID_UNKNOWN', short);
  if (more.length > 0) throw new CliError('CLI_ID_AMBIGUOUS', found.join('\n'));
  return id;
}
