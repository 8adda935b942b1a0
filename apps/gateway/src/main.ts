import 'reflect-metadata';
import { runService } from '#runtime';
import { startGateway } from './start-gateway.js';

await runService('gateway', startGateway);
