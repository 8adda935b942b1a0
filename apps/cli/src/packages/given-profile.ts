import { builtInProfiles, type GivenProfile } from '#admissibility';

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
