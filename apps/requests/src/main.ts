import { runService } from '#runtime';
import { startRequests } from './requests.js';

await runService('requests', startRequests);
