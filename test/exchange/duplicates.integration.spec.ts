// Requests about the same: what is shown before sending and before working, and what is refused.
import { afterAll } from '@jest/globals';
import './parts/duplicates.js';
import './parts/submitted-duplicates.js';
import { two } from './fixtures/like-requests.js';

afterAll(() => two.stop());
