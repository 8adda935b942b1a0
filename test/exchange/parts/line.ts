import { parseStateCode, timestamp } from '#kernel';
import { later, type TestState } from '../../support/test-state.js';
import { ThreeStates } from '../fixtures/three-states.js';

let started: Promise<ThreeStates> | undefined;

async function post(state: TestState): Promise<void> {
  if (String(state.state) !== 'XA') return;
  const { officer, authority } = state.officer('ana');
  const life = { from: timestamp(state.at), to: timestamp(later(state.at, 30)) };
  const place = { host: parseStateCode('XB'), sending: state.state, post: 'Mission of XA to XB' };
  const body = { ...place, ...life, officer, authority, standInFor: null };
  await state.add('posting', body, state.registrars);
}

/**
 * The three States of all parts of a suite: XA and XC, each a neighbour of XB alone. Each part has threads and files of its own
 * and leaves steps and links as it found them. Ana of XA is posted to XB.
 */
export const sharedLine = (): Promise<ThreeStates> => (started ??= ThreeStates.start(false, post));

let four: Promise<ThreeStates> | undefined;

/** The same, with XD behind XC. */
export const sharedFour = (): Promise<ThreeStates> => (four ??= ThreeStates.start(true));

export async function stopLine(): Promise<void> {
  await (await started)?.stop();
  await (await four)?.stop();
}
