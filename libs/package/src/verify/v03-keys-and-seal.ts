import { isEntry } from '#capabilities/directory/directory.schema';
import type { ShownDirectory } from '../contents/directory-file.js';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { names, paths } from '../container/layout.js';
import { checkCmsSeal } from './v03-cms-seal.js';
import { armored, parseCertificate, SealError, signatureIssuer, verifyDetached } from '#seal';

type Found = Findings<'V03'>;

const hour = 3_600_000;
/** Delays (ms) after the gathering; a seal is verified at the first one after its signing. */
const lateness = [0, hour, 24 * hour] as const;
const skew = 5 * 60_000;

function checkDirectory(shown: ShownDirectory, facts: Facts, found: Found): void {
  const { end, chain, isThere, isWhole } = shown;
  const where = paths.directory(end.state);
  const { roots } = facts.reader;
  const known = roots.states.get(end.state);
  if (known === undefined) found.add('ROOT_UNKNOWN', where);
  else if (known !== end.root) found.add('ROOT_DIFFERS', where);
  if (!isThere) return;
  if (!isWhole) found.add('DIRECTORY_INVALID', where);
  const point = roots.heads.get(end.state);
  const continues = point === undefined || chain.heads.at(point.version) === point.head;
  if (chain.heads.version !== end.version || chain.heads.at(end.version) !== end.head || !continues)
    found.add('DIRECTORY_HEAD', where);
}

const stateKeysOf = ({ own, neighbour }: Facts, fingerprint: string): string[] =>
  [own, neighbour].flatMap(({ chain }) =>
    chain.entries.flatMap(({ entry }) =>
      isEntry(entry, 'state-key') && entry.body.fingerprint === fingerprint
        ? [entry.body.certificate]
        : [],
    ),
  );

function checkKeyFiles(facts: Facts, found: Found): void {
  // A missing directory may contain the key.
  if (!facts.own.isThere || !facts.neighbour.isThere) return;
  for (const fingerprint of facts.index.keys) {
    const bytes = facts.files.get(paths.key(fingerprint));
    if (bytes === undefined) continue;
    if (!stateKeysOf(facts, fingerprint).includes(Buffer.from(bytes).toString('base64')))
      found.add('KEY_FILE', paths.key(fingerprint));
  }
}

function unarmored(text: string): Buffer | undefined {
  const lines = text.split('\n');
  const body = lines.slice(2, -3).join('');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return undefined;
  const bytes = Buffer.from(body, 'base64');
  return armored(bytes, 'SIGNATURE') === text ? bytes : undefined;
}

async function isSealedBy(
  sealed: { readonly bytes: Uint8Array; readonly signature: Uint8Array },
  certificate: string,
  gathered: number,
): Promise<boolean> {
  const key = await parseCertificate(Buffer.from(certificate, 'base64'));
  for (const late of lateness)
    try {
      const at = new Date(gathered + late);
      const { signedAt } = await verifyDetached(sealed.bytes, sealed.signature, key, at);
      return signedAt.getTime() >= gathered - skew;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      if (error.code !== 'SEAL_SIGNATURE_FUTURE') return false;
    }
  return false;
}

async function checkSeal(facts: Facts, found: Found): Promise<void> {
  const { files, record, own, index } = facts;
  const seal = files.get(names.seal);
  const bytes = files.get(names.sha512);
  if (seal === undefined) return;
  const signature = unarmored(Buffer.from(seal).toString('latin1'));
  if (signature === undefined) {
    found.add('SEAL_FORM', names.seal);
    return;
  }
  if (!own.isThere) return;
  const issuer = await issuerOf(signature);
  const key = own.chain.directory
    .allStateKeys('package', record.gatheredAt)
    .find(({ fingerprint }) => fingerprint === issuer);
  if (key === undefined) {
    found.add('SEAL_KEY', names.seal);
    return;
  }
  const gathered = Date.parse(record.gatheredAt);
  if (bytes && !(await isSealedBy({ bytes, signature }, key.certificate, gathered)))
    found.add('SEAL_INVALID', names.seal);
  if (!index.keys.includes(key.fingerprint)) found.add('KEY_FILE', names.seal);
}

async function issuerOf(signature: Uint8Array): Promise<string | undefined> {
  try {
    return await signatureIssuer(signature);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return undefined;
  }
}

export async function checkKeysAndSeal(facts: Facts, found: Found): Promise<void> {
  checkDirectory(facts.own, facts, found);
  checkDirectory(facts.neighbour, facts, found);
  checkKeyFiles(facts, found);
  await checkSeal(facts, found);
  checkCmsSeal(facts, found);
}
