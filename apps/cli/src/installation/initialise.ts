import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StateCode } from '#model';
import { PostgresCluster, unprivilegedUser } from '#host';
import { createUserKey } from '#transport';
import { CliError } from '../errors.js';
import { writeBorder, type Address } from './border-settings.js';
import { renderBorder, saveBorder, writeBusConfig } from './brokers.js';
import { makeCertificates } from './certificates.js';
import { insertDirectory, makeDatabase } from './database.js';
import { composeDirectory } from './entries.js';
import { exists, makeFolder, namesIn, replaceFile, writeSecret } from './files.js';
import { makeKeys, type NamedAuthority } from './key-material.js';
import { busClients, type Layout, type PeopleLayout } from './layout.js';
import { makeRegistrars, makeRoot, type RegistrarRequest } from './people-keys.js';
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
}

export interface Initialised {
  readonly rootFingerprint: string;
  readonly entries: number;
  readonly head: string;
}

/** @throws CliError CLI_FOLDER_IN_USE */
async function requireFree(layout: Layout, people: PeopleLayout): Promise<void> {
  if (await exists(layout.settings))
    throw new CliError('CLI_FOLDER_IN_USE', `${layout.dir}: a State was set up here before`);
  if ((await namesIn(layout.dir)).length > 0)
    throw new CliError('CLI_FOLDER_IN_USE', `${layout.dir}: not empty`);
  if (await exists(people.rootKey))
    throw new CliError('CLI_FOLDER_IN_USE', `${people.rootKey}: a root key is here already`);
  const [inner, outer] = [`${people.dir}/`, `${layout.dir}/`];
  if (inner.startsWith(outer) || outer.startsWith(inner))
    throw new CliError('CLI_USAGE', "the persons' folder must lie apart from the gateway's");
}

/**
 * Makes the installation of a State: keys, certificates, database, directory, configurations. `liaise.json` is written
 * last. When a step fails, what this run made is removed again.
 * @throws CliError CLI_FOLDER_IN_USE, HostError, StoreError, SealError
 */
export async function initialise(
  layout: Layout,
  people: PeopleLayout,
  plan: InitPlan,
): Promise<Initialised> {
  await requireFree(layout, people);
  const peopleWasThere = await exists(people.dir);
  const before = new Set(await namesIn(people.dir));
  const cluster = new PostgresCluster(layout.postgres);
  try {
    return await build(layout, people, plan, cluster);
  } catch (error) {
    await cluster.stop();
    await rm(layout.dir, { recursive: true, force: true });
    for (const name of await namesIn(people.dir))
      if (!before.has(name)) await rm(join(people.dir, name));
    if (!peopleWasThere) await rm(people.dir, { recursive: true, force: true });
    throw error;
  }
}

async function build(
  layout: Layout,
  people: PeopleLayout,
  plan: InitPlan,
  cluster: PostgresCluster,
): Promise<Initialised> {
  const { state, at, passphrase, logOrigin } = plan;
  // PostgreSQL refuses to run as root: its own user must then be able to pass through, and no more.
  await makeFolder(layout.dir, unprivilegedUser() === undefined ? 0o700 : 0o711);
  for (const folder of layout.folders) await makeFolder(layout.path(folder));
  const database = startDatabase(cluster, layout);
  // Its failure is seen where it is awaited, also when something else fails first.
  database.catch(() => undefined);
  try {
    const root = await makeRoot(people, state, at, passphrase);
    const registrars = await makeRegistrars(people, plan.registrars, at, passphrase);
    const material = await makeKeys(layout, state, logOrigin, plan.authorities, at);
    await makeCertificates(layout, people, plan);
    await makeSeeds(layout);
    const rootPublic = { fingerprint: root.fingerprint, certificate: root.certificate.bytes };
    const entries = composeDirectory({ state, at, root: rootPublic, ...material, registrars });
    const rows = await signDirectory(entries, root, at);
    const { text, settings } = composeSettings(layout, {
      ...plan,
      rootFingerprint: root.fingerprint,
      socketDir: cluster.socketDir,
    });
    await writeBorder(layout, { listen: plan.borderListen });
    await writeBusConfig(layout, settings);
    await saveBorder(layout, await renderBorder(layout, settings));
    await database;
    await insertDirectory(cluster, state, root.fingerprint, rows);
    await cluster.stop();
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

async function startDatabase(cluster: PostgresCluster, layout: Layout): Promise<void> {
  await cluster.init();
  await cluster.start();
  await makeDatabase(cluster, layout);
}

async function makeSeeds(layout: Layout): Promise<void> {
  for (const service of busClients)
    await writeSecret(layout.busSeed(service), `${createUserKey().seed}\n`);
  await writeSecret(layout.borderSeed, `${createUserKey().seed}\n`);
}
