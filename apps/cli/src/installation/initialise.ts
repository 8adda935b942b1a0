import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFingerprint, type Fingerprint, type StateCode } from '#kernel';
import { PostgresCluster, unprivilegedUser } from '#runner';
import { createUserKey } from '#broker';
import { ObjectStore } from '#objects';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { writeBorder, type Address } from './border-settings.js';
import { renderBorder, saveBorder, writeBusConfig } from './brokers.js';
import { makeCertificates } from './keys/certificates.js';
import { insertDirectory, makeDatabase } from './database.js';
import { composeDirectory } from './entries.js';
import { exists, makeFolder, namesIn, replaceFile, writeSecret } from './files.js';
import { makeKeys, type NamedAuthority } from './keys/key-material.js';
import { standardLives, type Lives } from './lives.js';
import { busClients, type Layout, type PeopleLayout } from './layout.js';
import { makeRegistrars, makeRoot, type RegistrarRequest } from './keys/people-keys.js';
import { composeSettings } from './settings-file.js';
import { signDirectory } from './sign-directory.js';

export interface InitPlan {
  readonly state: StateCode;
  readonly authorities: readonly NamedAuthority[];
  readonly registrars: readonly RegistrarRequest[];
  readonly http: { readonly host: string; readonly port: number; readonly origin: string };
  readonly httpNames: readonly string[];
  readonly borderListen: Address | undefined;
  readonly borderNames: readonly string[];
  readonly logOrigin: string;
  readonly passphrase: string | undefined;
  readonly at: Date;
  /** Lifetimes of keys, changed by tests only: the command has no option for them. */
  readonly lives?: Lives;
}

export interface Initialised {
  readonly rootFingerprint: string;
  readonly entries: number;
  readonly head: string;
}

export interface Watch {
  readonly asked?: AbortSignal | undefined;
  readonly onStep: (step: string) => void;
}

const unwatched: Watch = { onStep: () => undefined };

function step({ asked, onStep }: Watch, what: string): void {
  if (asked?.aborted === true) throw new CliError('CLI_ENDED_EARLY');
  onStep(what);
}

async function assertFree(layout: Layout, people: PeopleLayout): Promise<void> {
  if (await exists(layout.settings))
    throw new CliError(
      'CLI_FOLDER_IN_USE',
      say('initialise.stateSetUpBefore', { dir: layout.dir }),
    );
  if ((await namesIn(layout.dir)).length > 0)
    throw new CliError('CLI_FOLDER_IN_USE', say('initialise.notEmpty', { dir: layout.dir }));
  if (await exists(people.rootKey))
    throw new CliError(
      'CLI_FOLDER_IN_USE',
      say('initialise.rootKeyAlready', { rootKey: people.rootKey }),
    );
  const [inner, outer] = [`${people.dir}/`, `${layout.dir}/`];
  if (inner.startsWith(outer) || outer.startsWith(inner))
    throw new CliError('CLI_USAGE', say('initialise.personsFolderLieApart'));
}

// Stands for the root, which is made later.
const anyRoot = parseFingerprint('0'.repeat(40));

interface Seen {
  readonly dir: string;
  readonly wasThere: boolean;
  readonly names: ReadonlySet<string>;
}

const seen = async (dir: string): Promise<Seen> => ({
  ...{ dir, wasThere: await exists(dir), names: new Set(await namesIn(dir)) },
});

// Removes what this run made. A folder that existed before stays: it may be a mount point or belong to root.
async function restore({ dir, wasThere, names }: Seen): Promise<void> {
  for (const name of await namesIn(dir))
    if (!names.has(name)) await rm(join(dir, name), { recursive: true, force: true });
  if (!wasThere) await rm(dir, { recursive: true, force: true });
}

/**
 * Installs a State: keys, certificates, database, directory, configuration, and last `liaise.json`. After a failure or
 * abort, stops the database and removes everything made.
 * @throws CliError CLI_FOLDER_IN_USE, CLI_FILE_UNUSABLE, CLI_ENDED_EARLY; RunnerError, StoreError, SealError
 */
export async function initialise(
  layout: Layout,
  people: PeopleLayout,
  plan: InitPlan,
  watch: Watch = unwatched,
): Promise<Initialised> {
  await assertFree(layout, people);
  const cluster = new PostgresCluster(layout.postgres);
  // Settings are judged before anything is made.
  composeSettings(layout, { ...plan, rootFingerprint: anyRoot, socketDir: cluster.socketDir });
  const before = await Promise.all([layout.dir, people.dir].map(seen));
  try {
    return await build({ layout, people, cluster, watch }, plan);
  } catch (error) {
    const asked = watch.asked?.aborted === true;
    if (asked) watch.onStep(say('initialise.toldEndWhatMade'));
    await cluster.stop();
    await rm(cluster.socketDir, { recursive: true, force: true });
    for (const folder of before) await restore(folder);
    // After an abort every other error is a consequence.
    throw asked ? new CliError('CLI_ENDED_EARLY', undefined, error) : error;
  }
}

interface Work {
  readonly layout: Layout;
  readonly people: PeopleLayout;
  readonly cluster: PostgresCluster;
  readonly watch: Watch;
}

async function build(work: Work, plan: InitPlan): Promise<Initialised> {
  const { layout, people, cluster, watch } = work;
  const { state, at, passphrase, lives = standardLives } = plan;
  step(watch, say('initialise.folders'));
  // As root: PostgreSQL's own user must be able to enter, and no more.
  await makeFolder(layout.dir, unprivilegedUser() === undefined ? 0o700 : 0o711);
  for (const folder of layout.folders) await makeFolder(layout.path(folder));
  await ObjectStore.prepare(layout.objects);
  await makeFolder(people.dir);
  const database = startDatabase(work);
  // The failure is thrown where this is awaited, also when something else fails first.
  database.catch(() => undefined);
  try {
    step(watch, say('initialise.keysRootRegistrars'));
    const root = await makeRoot(people, state, at, passphrase);
    const registrars = await makeRegistrars(people, plan.registrars, at, passphrase);
    step(watch, say('initialise.keysStateAuthorities'));
    const material = await makeKeys(layout, plan);
    step(watch, say('initialise.certificates'));
    await makeCertificates(layout, people, plan, lives);
    await makeSeeds(layout);
    step(watch, say('initialise.directorySignedRoot'));
    const rootPublic = { fingerprint: root.fingerprint, certificate: root.certificate.bytes };
    const entries = composeDirectory(
      { state, at, root: rootPublic, ...material, registrars },
      lives,
    );
    const rows = await signDirectory(entries, root, at);
    const { text } = await writeConfigurations(work, plan, root.fingerprint);
    await database;
    step(watch, say('initialise.directoryIntoDatabase'));
    await insertDirectory(cluster, state, root.fingerprint, rows);
    await cluster.stop();
    step(watch, say('initialise.settings'));
    await replaceFile(layout.settings, text);
    return {
      rootFingerprint: root.fingerprint,
      entries: rows.length,
      head: rows.at(-1)?.head ?? '',
    };
  } finally {
    await database.catch(() => undefined);
  }
}

async function writeConfigurations(
  { layout, cluster }: Work,
  plan: InitPlan,
  rootFingerprint: Fingerprint,
): Promise<{ readonly text: string }> {
  const { socketDir } = cluster;
  const { text, settings } = composeSettings(layout, { ...plan, rootFingerprint, socketDir });
  await writeBorder(layout, { listen: plan.borderListen });
  await writeBusConfig(layout, settings);
  await saveBorder(layout, await renderBorder(layout, settings));
  return { text };
}

async function startDatabase({ layout, cluster, watch }: Work): Promise<void> {
  step(watch, say('initialise.databaseMade'));
  await cluster.init(watch.asked);
  step(watch, say('initialise.databaseStarted'));
  await cluster.start();
  step(watch, say('initialise.databaseTablesLogins'));
  await makeDatabase(cluster, layout);
  step(watch, say('initialise.databaseReady'));
}

async function makeSeeds(layout: Layout): Promise<void> {
  for (const service of busClients)
    await writeSecret(layout.busSeed(service), `${createUserKey().seed}\n`);
  await writeSecret(layout.borderSeed, `${createUserKey().seed}\n`);
}
