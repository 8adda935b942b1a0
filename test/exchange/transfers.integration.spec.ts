// Requests that go to another authority, one part after the other. In the last XB turns hostile.
import { afterAll } from '@jest/globals';
import './parts/transfer.js';
import './parts/transfer-notices.js';
import { stopStates } from './parts/states.js';

afterAll(stopStates, 60_000);
