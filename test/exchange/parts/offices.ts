import { Offices } from '../fixtures/offices.js';

let started: Promise<Offices> | undefined;

/** The offices of two States, for all parts of a suite; each part has threads of its own. */
export const sharedOffices = (): Promise<Offices> => (started ??= Offices.start());

export async function stopOffices(): Promise<void> {
  await (await started)?.two.stop();
}
