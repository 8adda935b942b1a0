import { detachedSignature } from '#cms';
import { bytesToCertify, bytesToSeal, names, readZip, writeZip } from '#package';
import type { TestPackage } from '../../support/package.js';
import { aChainedSealer } from '../../support/keys.js';
import type { Case } from './agreement.js';

const day = 86_400_000;

export async function cmsSealsOf(
  test: TestPackage,
): Promise<readonly (Case & { readonly exit: 0 | 1 | 2 })[]> {
  const { build, story } = test;
  const content = bytesToCertify(build, await test.seal(bytesToSeal(build)));
  const whole = await test.assemble();
  const sealed = async (
    by = story.sealer,
    at = new Date(),
    says: 'TIME' | 'NO_TIME' = 'TIME',
    over: Uint8Array = content,
  ): Promise<Buffer> =>
    test.assemble(build, { cms: await detachedSignature([over], by, at, says) });
  const without = (...gone: readonly string[]): Buffer =>
    writeZip(readZip(whole).filter(({ name }) => !gone.includes(name)));
  const bare = test.changed(({ record }) => {
    record.cmsSeal = null;
  });
  const roots = test.rootsFile();
  return [
    { name: 'no CMS seal', exit: 0, bytes: await test.assemble(bare), roots },
    { name: 'another authority', exit: 1, bytes: await sealed(aChainedSealer()) },
    {
      ...{ name: 'over another manifest', exit: 1 },
      bytes: await sealed(story.sealer, new Date(), 'TIME', Buffer.from('other')),
    },
    { name: 'no time', exit: 1, bytes: await sealed(story.sealer, new Date(), 'NO_TIME') },
    {
      name: 'the day before',
      exit: 1,
      bytes: await sealed(story.sealer, new Date(Date.now() - day)),
    },
    { name: 'removed', exit: 1, bytes: without(names.cms, names.cmsManifest) },
    { name: 'never there', exit: 2, bytes: await test.forged(() => undefined, false) },
    { name: 'authority unknown', exit: 2, bytes: whole, roots: roots.replace(/^ca .*\n/m, '') },
    { name: 'ten years later', exit: 2, bytes: whole, at: new Date(Date.now() + 3_650 * day) },
  ];
}
