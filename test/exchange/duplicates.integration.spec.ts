// Duplicates: shown before sending and before work, and refused if unseen.
import { afterAll } from '@jest/globals';
import './parts/duplicates.js';
import './parts/submitted-duplicates.js';
import { two } from './fixtures/like-requests.js';

afterAll(() => two.stop());
