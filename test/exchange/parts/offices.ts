import { Offices } from '../fixtures/offices.js';

let started: Promise<Offices> | undefined;

export const sharedOffices = (): Promise<Offices> => (started ??= Offices.start());

export async function stopOffices(): Promise<void> {
  await (await started)?.two.stop();
}
