import { parseStateCode, timestamp } from '#kernel';
import { ofSuite } from '../../support/suite.js';
import { later, type TestState } from '../../support/test-state.js';
import { ThreeStates } from '../fixtures/three-states.js';

interface Shared {
  line?: Promise<ThreeStates>;
  four?: Promise<ThreeStates>;
}
const shared = ofSuite((): Shared => ({}));

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
export const sharedLine = (): Promise<ThreeStates> =>
  (shared().line ??= ThreeStates.start(false, post));

export const sharedFour = (): Promise<ThreeStates> => (shared().four ??= ThreeStates.start(true));

export async function stopLine(): Promise<void> {
  const { line, four } = shared();
  await (await line)?.stop();
  await (await four)?.stop();
}
