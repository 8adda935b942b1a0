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
 * States shared by this folder's test files; XA and XC are neighbours of XB only. Each file undoes its changes outside its
 * own threads.
 */
export const sharedLine = (): Promise<ThreeStates> => (started ??= ThreeStates.start(false, post));

let four: Promise<ThreeStates> | undefined;

export const sharedFour = (): Promise<ThreeStates> => (four ??= ThreeStates.start(true));

export async function stopLine(): Promise<void> {
  const both = [await started, await four];
  // Suites of a worker share this module.
  started = four = undefined;
  for (const line of both) await line?.stop();
}
