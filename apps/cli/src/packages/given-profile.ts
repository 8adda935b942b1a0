import { builtInProfiles, type GivenProfile } from '#admissibility';

/**
 * Profile of the program or of a file, with the signature in FILE.sig beside it; one that cannot be read is none.
 * @param read throws what its caller says of a file that cannot be read
 */
export async function givenProfile(
  named: string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<GivenProfile> {
  const known = builtInProfiles.get(named);
  if (known !== undefined) return { bytes: known, signature: undefined };
  const bytes = await read(named);
  const signature = await read(`${named}.sig`).catch(() => undefined);
  return { bytes, signature };
}
