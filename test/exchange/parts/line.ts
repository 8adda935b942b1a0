import { ThreeStates } from '../../support/three-states.js';

let started: Promise<ThreeStates> | undefined;

/**
 * The three States of all parts of a suite: XA and XC, each a neighbour of XB alone. Each part has threads and files of its own
 * and leaves steps and links as it found them.
 */
export const sharedLine = (): Promise<ThreeStates> => (started ??= ThreeStates.start());

let four: Promise<ThreeStates> | undefined;

/** The same, with XD behind XC. */
export const sharedFour = (): Promise<ThreeStates> => (four ??= ThreeStates.start(true));

export async function stopLine(): Promise<void> {
  await (await started)?.stop();
  await (await four)?.stop();
}
